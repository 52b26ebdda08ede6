import { writeVisit } from './entries.ts';
import { writeProblem } from './illness-entries.ts';
import { type Life, newPerson, randomDays, today, year } from './life.ts';
import { settledPractice } from './practice.ts';
import type { Random } from './random.ts';

/** Backache, muscle pain, joint pain, indigestion, tension headache, pelvic pain. */
const problems = ['161891005', '68962001', '57676002', '3696007', '398057008', '30473006'];
const apart = 290;
/** More than 90 days is late. */
const lateDays = [95, 170] as const;
const soonDays = [1, 60] as const;

/** Six new problems in five years, each late with probability `late`. */
export function lifeWithEpisodes(random: Random, late: number): Life {
  const to = today - random.integer(0, 600);
  const from = to - 6 * year;
  const record = newPerson(random, from);
  for (const day of randomDays(random, from, to, random.chance(0.5) ? 3 : 9))
    writeVisit(record, { day, who: random.chance(0.7) ? 'usual' : 'other' });
  problems.forEach((code, n) => {
    const recorded = to - 10 - (problems.length - 1 - n) * apart + random.integer(-8, 8);
    const [least, most] = random.chance(late) ? lateDays : soonDays;
    const encounter = writeVisit(record, { day: recorded, who: 'usual', reason: code });
    writeProblem(record, { code, recorded, onset: recorded - random.integer(least, most), encounter });
  });
  const openings = [{ day: to, user: 'usual' }];
  return { record, practice: settledPractice(from), openings, judged: ['late-presentation'], truth: {} };
}
