import type { Day } from './calendar.ts';
import { hasUnreadClinician } from './contact.ts';
import { greatest } from './extremes.ts';
import type { Booking, Contact } from './history.ts';

/** An appointment that stands, or was kept by `asOf`. */
export function isStanding({ state, day = -Infinity }: Booking, asOf: Day): boolean {
  return state === 'booked' || (state === 'attended' && day <= asOf);
}

// Every clinician of a history is asked about: what may be of any of them is looked for once.
const known = new WeakMap<readonly Contact[], { asOf: Day; bookings: readonly Booking[]; day: Day }>();

/** The last day of a contact by `asOf`, or of an appointment, that may be with anyone here; -Infinity where there is none. */
export function lastUnread(contacts: readonly Contact[], bookings: readonly Booking[], asOf: Day): Day {
  const before = known.get(contacts);
  if (before?.asOf === asOf && before.bookings === bookings) return before.day;
  const seen = contacts.flatMap((one) => {
    const { here, day } = one;
    return here && hasUnreadClinician(one) && day !== undefined && day <= asOf ? day : [];
  });
  const booked = bookings.flatMap((one) => (one.unreadClinician && isStanding(one, asOf) ? (one.day ?? []) : []));
  const day = greatest([...seen, ...booked]);
  known.set(contacts, { asOf, bookings, day });
  return day;
}
