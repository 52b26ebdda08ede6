import type { Day } from '#src/history/calendar.ts';
import { randomDays, today } from '../life.ts';
import { isAtWork, type Practice, type Worker } from '../practice.ts';
import type { Random } from '../random.ts';
import { contact } from './rates.ts';

/** The doctor whom a person asks for: another one once that one has left, or now and then by choice; who stands in else. */
export function usualDoctor(random: Random, practice: Practice, from: Day): (day: Day) => string {
  const ranked = practice.workers
    .filter(({ kind }) => kind === 'gp')
    .map((worker) => ({ worker, rank: random.unit() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ worker }) => worker);
  const moves = new Set(randomDays(random, from, today, contact.movesAYear));
  const usual: (Worker | undefined)[] = [];
  for (let day = from; day <= today; day += 1) {
    const before = usual.at(-1);
    const choices = moves.has(day) ? ranked.filter((one) => one !== before) : ranked;
    const stays = before !== undefined && choices.includes(before) && isThere(before, day);
    usual.push(stays ? before : choices.find((one) => isAtWork(one, day)));
  }
  return (day) => {
    const own = usual[day - from];
    if (own !== undefined && isAtWork(own, day)) return own.id;
    return ranked.find((one) => isAtWork(one, day))?.id ?? anyone(random, practice, day);
  };
}

function isThere({ from, to }: Worker, day: Day): boolean {
  return day >= from && (to === undefined || day <= to);
}

/** Someone at work on a day. */
export function anyone(random: Random, { workers }: Practice, day: Day): string {
  const [first, ...rest] = workers.filter((worker) => isAtWork(worker, day));
  return first === undefined ? 'w0' : random.pick([first, ...rest]).id;
}
