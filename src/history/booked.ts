import type { Day } from './calendar.ts';
import type { Booking } from './history.ts';

/** The appointments that stand for a day after `asOf`, the nearest first. */
export function bookedAhead(bookings: readonly Booking[], asOf: Day): readonly (Booking & { readonly day: Day })[] {
  return bookings
    .filter((one): one is Booking & { readonly day: Day } => one.day !== undefined && one.day > asOf)
    .filter((one) => one.state === 'booked')
    .toSorted((a, b) => a.day - b.day);
}
