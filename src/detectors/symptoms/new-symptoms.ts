import { type Day, months } from '../../history/calendar.ts';
import { hasReachedAge } from '../../history/person.ts';
import { type Silence, silent } from '../silence.ts';
import type { Thresholds } from './settings.ts';
import { type Entry, type History, isWithin } from './symptom-entries.ts';
import { hasNew } from './symptoms.ts';

/** Reasons why symptoms are new or changing, so that they need a fresh look. */
export const newOrChanging = ['new-symptom', 'changing-symptom', 'new-symptom-at-age'] as const;

/** Whether a symptom is new or changing, and how. */
export function whyNewOrChanging(
  { person }: History,
  entries: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): Silence<(typeof newOrChanging)[number]> | undefined {
  const { newDays, newAtAge } = thresholds;
  if (hasNew(entries, newDays, asOf, thresholds)) return silent('new-symptom', { withinDays: newDays });
  const recent = entries.filter((one) => isWithin(one, newDays - 1, asOf));
  if (recent.some(({ groups, relapse }) => relapse || groups.includes('symptom-is-changing')))
    return silent('changing-symptom', { withinDays: newDays });
  const isOld = hasReachedAge(person.born, newAtAge, asOf, true);
  return isOld && hasNew(entries, months(thresholds.months), asOf, thresholds)
    ? silent('new-symptom-at-age', { age: newAtAge, months: thresholds.months })
    : undefined;
}
