import type { Day } from '../../history/calendar.ts';
import { isUnattributed } from '../../history/contact.ts';
import type { Visits } from '../../history/visits.ts';
import { add, type Counts } from '../counts.ts';
import { type Month, monthOf } from './window.ts';

/** A GP's list that somebody is on, and since when at most; empty for nobody's. */
export interface OnList {
  readonly list: string;
  readonly since: Day;
}

/**
 * Counts a person's visits by month: those of the list's people, of them those with the list's GP, and those of each GP. Visits
 * before the person can have been on the list are on nobody's.
 */
export function countMonths(
  { counted, notCounted }: Visits,
  practice: string,
  { list: now, since }: OnList,
  counts: Counts,
): void {
  const seen = new Set<Month>();
  for (const { day, clinician } of counted) {
    const month = monthOf(day);
    const list = day < since ? '' : now;
    if (list === now) seen.add(month);
    add(counts, ['month', practice, list, month, 'visits']);
    if (clinician === list) add(counts, ['month', practice, list, month, 'own']);
    add(counts, ['with', practice, clinician, month]);
  }
  for (const month of seen) add(counts, ['month', practice, now, month, 'people']);
  const nameless = notCounted.filter(({ reason }) => isUnattributed({ excluded: reason })).length;
  if (nameless > 0) add(counts, ['nameless', practice], nameless);
}
