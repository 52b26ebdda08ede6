import type { Day } from '../../history/calendar.ts';
import { mayHaveBeenAttended } from '../../history/contact.ts';
import { isNow, mayBeAfter } from '../../history/doubtful.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** A visit is under way, and none with anyone here after that day and before it is recorded. */
export function isFirstSince(since: Day, { contacts }: Pick<RelationalHistory, 'contacts'>, opening: Opening): boolean {
  const { asOf, visit } = opening;
  if (visit === undefined || visit.onlySilences) return false;
  return !contacts.some(
    (one) => one.here && !isNow(one, opening) && mayHaveBeenAttended(one) && mayBeAfter(one, since, asOf),
  );
}
