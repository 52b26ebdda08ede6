import type { Day } from '../../history/calendar.ts';
import type { Contact, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

const noVisit: readonly Contact['excluded'][] = ['entered-in-error', 'cancelled', 'planned', 'not-a-visit'];

/** A visit is under way, and none with anyone here after that day and before it is recorded. */
export function isFirstSince(
  since: Day,
  { contacts }: Pick<RelationalHistory, 'contacts'>,
  { asOf, visit }: Opening,
): boolean {
  if (visit === undefined) return false;
  return !contacts.some(({ reference, day, state, here, excluded }) => {
    const isNow = reference === visit.reference || (state === 'underway' && day !== undefined && day >= asOf - 1);
    return here && !isNow && !noVisit.includes(excluded) && (day === undefined || (day > since && day <= asOf));
  });
}
