import type { Booking, ClinicianKey, Contact } from './history.ts';
import { memoByList } from './memo.ts';

/** The contacts with a clinician, in the order of all; fast enough to ask for every clinician of a history. */
export function contactsWith(contacts: readonly Contact[], key: ClinicianKey): readonly Contact[] {
  return contactsByClinician(contacts).get(key) ?? [];
}

/** The appointments with a clinician, in the order of all; fast enough to ask for every clinician of a history. */
export function bookingsWith(bookings: readonly Booking[], key: ClinicianKey): readonly Booking[] {
  return bookingsByClinician(bookings).get(key) ?? [];
}

/** Everyone whom the contacts name. */
export function cliniciansIn(contacts: readonly Contact[]): readonly ClinicianKey[] {
  return [...contactsByClinician(contacts).keys()].filter((key) => key !== undefined);
}

const contactsByClinician = memoByList((contacts: readonly Contact[]) =>
  Map.groupBy(contacts, ({ clinician }) => clinician),
);

const bookingsByClinician = memoByList((bookings: readonly Booking[]) => {
  const groups = new Map<ClinicianKey, Booking[]>();
  for (const booking of bookings) {
    for (const key of new Set(booking.clinicians)) {
      const own = groups.get(key);
      if (own === undefined) groups.set(key, [booking]);
      else own.push(booking);
    }
  }
  return groups;
});
