import { writeAppointment, writeVisit } from './entries.ts';
import { type Life, newPerson, today, year } from './life.ts';
import { settledPractice } from './practice.ts';
import type { Random } from './random.ts';

/** A year with seven or eight appointments, four of them missed: by the person, or by the practice. */
export function lifeWithMissed(random: Random, by: 'person' | 'practice'): Life {
  const to = today - random.integer(0, 600);
  const from = to - 4 * year;
  const record = newPerson(random, from);
  const count = random.integer(7, 8);
  for (let n = 0; n < count; n += 1) {
    const day = to - 15 - n * 42 - random.integer(0, 10);
    const missed = n % 2 === 0 && n < 8;
    const byPractice = random.chance(0.5) ? 'missed-by-practice' : 'cancelled-by-practice';
    const outcome = !missed ? 'fulfilled' : by === 'person' ? 'noshow' : byPractice;
    const who = random.chance(0.7) ? 'usual' : 'other';
    const appointment = writeAppointment(record, { created: day - random.integer(3, 20), day, who, outcome });
    if (!missed) writeVisit(record, { day, who, appointment });
  }
  const openings = [{ day: to, user: 'usual' }];
  return { record, practice: settledPractice(from), openings, judged: ['missed-appointments'], truth: {} };
}
