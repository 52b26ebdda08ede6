import type { Day } from '#src/history/calendar.ts';
import { writeVisit } from './entries.ts';
import { writeProblem } from './illness-entries.ts';
import { type Life, newPerson, randomDays, today, weekly, year } from './life.ts';
import { settledPractice } from './practice.ts';
import type { Random } from './random.ts';
import type { Written } from './record.ts';

const hypertension = '38341003';
/** Gives intervals with a coefficient of variation of 0.29. */
const steadiness = 12;
const judged = ['gone-quiet'] as const;

/** Five years of visits at steady or random intervals; the chart is opened weekly in the last two. */
export function lifeInRhythm(random: Random, aYear: number, steady: boolean): Life {
  const to = today - random.integer(0, 300);
  const from = to - 5 * year;
  const record = newPerson(random, from);
  writeProblem(record, { code: hypertension, recorded: from, onset: from });
  for (const day of steady ? steadyDays(random, from, to, aYear) : randomDays(random, from, to, aYear))
    writeVisit(record, { day, who: 'usual' });
  const openings = weekly(to - 2 * year + 1, to, () => 'usual');
  return { record, practice: settledPractice(from), openings, judged, truth: { contacts: aYear } };
}

function steadyDays(random: Random, from: Day, to: Day, aYear: number): Day[] {
  const days: Day[] = [];
  for (let at: number = from + random.between(0, year / aYear); at < to; at += random.steady(year / aYear, steadiness))
    days.push(Math.floor(at));
  return days;
}

/** Why someone is no longer seen. */
export type Silence = 'unplanned' | 'in-hospital' | 'series-over' | 'illness-over' | 'nothing-due';

const aYear = 8;
const quietDays = 450;
const antenatal = '424619006';

/** Three and a half years of visits, then none; the chart is opened weekly during the silence. */
export function lifeGoneQuiet(random: Random, silence: Silence): Life {
  const to = today - random.integer(0, 300);
  const stop = to - quietDays;
  const from = stop - Math.floor(3.5 * year);
  const record = newPerson(random, from, 30);
  if (silence !== 'nothing-due') writeProblem(record, { code: hypertension, recorded: from, onset: from });
  writeCare(record, random, silence, { from, stop, to });
  const openings = weekly(stop + 7, to, () => 'usual');
  return { record, practice: settledPractice(from), openings, judged, truth: { contacts: aYear } };
}

function writeCare(record: Written, random: Random, silence: Silence, span: { from: Day; stop: Day; to: Day }): void {
  const { from, stop, to } = span;
  const seldom = randomDays(random, from, stop, 1);
  if (silence === 'series-over') {
    for (let day = stop - 280; day < stop; day += 21) writeVisit(record, { day, who: 'usual', type: antenatal });
    for (const day of seldom) writeVisit(record, { day, who: 'usual' });
  } else if (silence === 'illness-over') {
    for (let day = stop - 60; day < stop - 10; day += 4) writeVisit(record, { day, who: 'usual' });
    for (const day of seldom) writeVisit(record, { day, who: 'usual' });
  } else {
    for (const day of steadyDays(random, from, stop, aYear)) writeVisit(record, { day, who: 'usual' });
    // Months on a ward, a day after the last visit.
    if (silence === 'in-hospital') writeVisit(record, { day: stop + 1, until: to - 60, class: 'IMP' });
  }
}
