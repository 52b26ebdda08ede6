import type { DatedBooking } from './booking.ts';
import { type Day, isDated } from './calendar.ts';
import type { Booking } from './history.ts';

/** The booked appointments after `asOf`, the nearest first. */
export function bookedAhead(bookings: readonly Booking[], asOf: Day): readonly DatedBooking[] {
  return bookings
    .filter(isDated)
    .filter((one) => one.day > asOf && one.state === 'booked')
    .toSorted((a, b) => a.day - b.day);
}
