import { writeVisit } from './entries.ts';
import { writeProblem } from './illness-entries.ts';
import { daysAtChance, type Life, newPerson, today, year } from './life.ts';
import { settledPractice } from './practice.ts';
import type { Random } from './random.ts';

/** Backache, muscle pain, joint pain, indigestion, tension headache, pelvic pain. */
const problems = ['161891005', '68962001', '57676002', '3696007', '398057008', '30473006'];
const apart = 290;
/** Over 90 days is late. */
const lateDays = [95, 170] as const;
const soonDays = [1, 60] as const;

/** Six new problems in five years, of which each was late with this probability. */
export function lifeWithEpisodes(random: Random, late: number): Life {
  const to = today - random.whole(0, 600);
  const from = to - 6 * year;
  const record = newPerson(random, from);
  for (const day of daysAtChance(random, from, to, random.chance(0.5) ? 3 : 9))
    writeVisit(record, { day, who: random.chance(0.7) ? 'usual' : 'other' });
  problems.forEach((code, n) => {
    const recorded = to - 10 - (problems.length - 1 - n) * apart + random.whole(-8, 8);
    const [least, most] = random.chance(late) ? lateDays : soonDays;
    const encounter = writeVisit(record, { day: recorded, who: 'usual', reason: code });
    writeProblem(record, { code, recorded, onset: recorded - random.whole(least, most), encounter });
  });
  const openings = [{ day: to, user: 'usual' }];
  return { record, practice: settledPractice(from), openings, judged: ['late-presentation'], truth: {} };
}
