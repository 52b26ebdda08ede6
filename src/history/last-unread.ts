import type { Day } from './calendar.ts';
import { hasUnreadClinician } from './contact.ts';
import { greatest } from './extremes.ts';
import type { Booking, Contact } from './history.ts';
import { memoByList } from './memo.ts';

/** An appointment that is still booked, or was attended by `asOf`. */
export function isStanding({ state, day = -Infinity }: Booking, asOf: Day): boolean {
  return state === 'booked' || (state === 'attended' && day <= asOf);
}

/**
 * The last day, by `asOf`, of a contact here whose clinician is unread, or of a standing appointment with someone unread:
 * it may be with anyone, so it is asked about every clinician. -Infinity where there is none.
 */
export const lastUnread = memoByList((contacts: readonly Contact[], bookings: readonly Booking[], asOf: Day): Day => {
  const seen = contacts.flatMap((one) => {
    const { here, day } = one;
    return here && hasUnreadClinician(one) && day !== undefined && day <= asOf ? day : [];
  });
  const booked = bookings.flatMap((one) => (one.unreadClinician && isStanding(one, asOf) ? (one.day ?? []) : []));
  return greatest([...seen, ...booked]);
});
