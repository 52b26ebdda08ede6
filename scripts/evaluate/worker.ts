import { judge } from './judge/judge.ts';
import type { Outcome, Task } from './judge/outcome.ts';
import { groups } from './lives/groups.ts';
import { randomOf } from './lives/random.ts';

/** Makes and judges some lives. Each has its own random numbers, so it is the same in any worker and order. */
export function evaluate({ seed, group, first, count }: Task): Outcome[] {
  const kind = groups.find(({ name }) => name === group);
  if (kind === undefined) throw new Error(`There are no lives called ${group}`);
  const place = groups.findIndex(({ name }) => name === (kind.repeats ?? group));
  const own = kind.repeats === undefined ? seed : seed + 1;
  return Array.from({ length: count }, (_, n) => {
    const random = randomOf(own, place, first + n);
    return judge(kind.make(random), random);
  });
}
