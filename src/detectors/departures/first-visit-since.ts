import type { Day } from '../../history/calendar.ts';
import { mayHaveBeenAttended } from '../../history/contact.ts';
import { isCurrentVisit, mayBeAfter } from '../../history/doubtful.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** Whether a visit is under way that is the first with anyone here since a day. */
export function isFirstVisitSince(
  since: Day,
  { contacts }: Pick<RelationalHistory, 'contacts'>,
  opening: Opening,
): boolean {
  const { asOf, visit } = opening;
  if (visit === undefined || visit.onlySilences) return false;
  return !contacts.some(
    (one) => one.here && !isCurrentVisit(one, opening) && mayHaveBeenAttended(one) && mayBeAfter(one, since, asOf),
  );
}
