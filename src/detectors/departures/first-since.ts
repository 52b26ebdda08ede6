import type { Day } from '../../history/calendar.ts';
import { maySilence } from '../../history/contact.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** A visit is under way, and none with anyone here after that day and before it is recorded. */
export function isFirstSince(
  since: Day,
  { contacts }: Pick<RelationalHistory, 'contacts'>,
  { asOf, visit }: Opening,
): boolean {
  if (visit === undefined || visit.onlySilences) return false;
  return !contacts.some((one) => {
    const { reference, day, state, here } = one;
    const isNow = reference === visit.reference || (state === 'underway' && day !== undefined && day >= asOf - 1);
    return here && !isNow && maySilence(one) && (day === undefined || (day > since && day <= asOf));
  });
}
