import { type Day, months } from '../../history/calendar.ts';
import { hasReachedAge } from '../../history/person.ts';
import { type Silence, silent } from '../silence.ts';
import type { Thresholds } from './settings.ts';
import { type Entry, type History, isWithin, withAnyGroup } from './symptom-entries.ts';

/** Early symptoms of ovarian cancer (NICE CG122, 1.1.1.2 and 1.1.1.4). */
const ofOvary = [
  'symptom-bloating',
  'symptom-appetite',
  'symptom-urinary',
  'symptom-abdominal-pain',
  'symptom-pelvic-pain',
];
const missed = ['easily-missed'];

/** Reasons why a disease that is easily missed may be behind the symptoms. */
export const easilyMissed = [
  'easily-missed-disease',
  'pelvic-pain',
  'symptoms-of-ovary',
  'new-irritable-bowel',
] as const;

/** Easily missed diseases, known or suspected, or the symptoms with which they begin. */
export function whyEasilyMissed(
  { person }: History,
  entries: readonly Entry[],
  asOf: Day,
  { missedDays, clusterAge, ...thresholds }: Thresholds,
): Silence<(typeof easilyMissed)[number]> | undefined {
  if (withAnyGroup(entries, missed).some((one) => one.problem || isWithin(one, missedDays, asOf)))
    return silent('easily-missed-disease');
  if (person.gender === 'male') return undefined;
  const recent = entries.filter((one) => isWithin(one, months(thresholds.months) - 1, asOf));
  const cluster = ofOvary.filter((name) => withAnyGroup(recent, [name]).length > 0);
  if (cluster.includes('symptom-pelvic-pain')) return silent('pelvic-pain', { months: thresholds.months });
  const isOld = hasReachedAge(person.born, clusterAge, asOf, true);
  const below = isOld ? 1 : 2;
  if (cluster.length >= below)
    return silent('symptoms-of-ovary', { symptoms: cluster.length, months: thresholds.months, below });
  // Irritable bowel syndrome rarely begins at that age: it may be ovarian cancer (NICE CG122, 1.1.1.4).
  const bowel = withAnyGroup(entries, ['syndrome-irritable-bowel']);
  const fresh = new Set(recent);
  const isNewBowel = bowel.length > 0 && bowel.every((one) => fresh.has(one));
  return isOld && isNewBowel
    ? silent('new-irritable-bowel', { age: clusterAge, months: thresholds.months })
    : undefined;
}
