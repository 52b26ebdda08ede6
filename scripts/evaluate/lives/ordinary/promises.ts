import { words } from '../causes/codes.ts';
import { at, dateAgo, meet } from '../causes/meet.ts';
import type { Scene } from '../causes/scene.ts';
import { task } from '../causes/write.ts';
import { year } from '../life.ts';
import { promises } from './rates.ts';

const kinds = ['Call back', 'Tell result', 'Send letter'] as const;

/** Writes what the practice promised: done in time, late or never; a call that was made is in the record. */
export function writePromises(scene: Scene, who: (ago: number) => string): void {
  const { random, on, from } = scene;
  for (let ago = on - from; ago > 10; ago -= Math.ceil(random.wait(promises.made) * year)) {
    const due = ago - random.integer(3, 14);
    const roll = random.unit();
    const done =
      roll < promises.inTime
        ? due - random.integer(-2, 6)
        : roll < promises.inTime + promises.late
          ? due - random.integer(8, 60)
          : undefined;
    const kind = random.pick(kinds);
    const open = { id: scene.record.id(), code: words(kind), restriction: { period: { end: dateAgo(scene, due) } } };
    task(scene, ago, open);
    if (done === undefined || done < 1) continue;
    const authoredOn = at(scene, ago, 9);
    task(scene, done, { ...open, authoredOn, status: 'completed', lastModified: at(scene, done, 10) });
    if (kind === 'Call back') meet(scene, done, { who: who(done), class: 'VR' });
  }
}
