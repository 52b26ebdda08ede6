import type { Booking, ClinicianKey, Contact } from './history.ts';

const contactsBy = new WeakMap<readonly Contact[], ReadonlyMap<ClinicianKey | undefined, readonly Contact[]>>();
const bookingsBy = new WeakMap<readonly Booking[], ReadonlyMap<ClinicianKey, readonly Booking[]>>();

/** The contacts with a clinician, in the order of all; every clinician of a history may be asked for. */
export function contactsWith(contacts: readonly Contact[], key: ClinicianKey): readonly Contact[] {
  const groups = contactsBy.get(contacts) ?? Map.groupBy(contacts, ({ clinician }) => clinician);
  contactsBy.set(contacts, groups);
  return groups.get(key) ?? [];
}

/** The appointments with a clinician, in the order of all. */
export function bookingsWith(bookings: readonly Booking[], key: ClinicianKey): readonly Booking[] {
  const groups = bookingsBy.get(bookings) ?? groupedByEach(bookings);
  bookingsBy.set(bookings, groups);
  return groups.get(key) ?? [];
}

function groupedByEach(bookings: readonly Booking[]): ReadonlyMap<ClinicianKey, readonly Booking[]> {
  const groups = new Map<ClinicianKey, Booking[]>();
  for (const booking of bookings) {
    for (const key of new Set(booking.clinicians)) {
      const own = groups.get(key);
      if (own === undefined) groups.set(key, [booking]);
      else own.push(booking);
    }
  }
  return groups;
}
