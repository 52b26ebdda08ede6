import type { Day } from '../../history/calendar.ts';
import type { Booking, ClinicianKey } from '../../history/history.ts';
import type { Seen } from '../detector.ts';
import { type Silence, silent } from '../silence.ts';

type History = Seen<'clinicians', never>;

/** Reasons why an appointment ahead suffices. */
export const bookedSoon = ['booked-soon', 'perhaps-booked-soon'] as const;

/** A future visit that is, or may be, with one of them: it names nobody, or someone unread. */
export function mayBeWithOneOf(
  known: readonly ClinicianKey[],
  { state, day, clinicians: own, unreadClinician }: Booking,
  { clinicians }: History,
  asOf: Day,
): boolean {
  const isUnread = (key: ClinicianKey) => clinicians.get(key)?.read !== true;
  if (!['booked', 'pending', 'restricted'].includes(state) || (day !== undefined && day <= asOf)) return false;
  const isOneOfThem = own.some((one) => known.includes(one) || isUnread(one));
  return unreadClinician || own.length === 0 || known.some(isUnread) || isOneOfThem;
}

/** The first of these reasons where an appointment is certainly with one of them. */
export function whyBookedSoon(
  soon: readonly Booking[],
  known: readonly ClinicianKey[],
  mostDays: number,
): Silence<(typeof bookedSoon)[number]> {
  const certain = soon.some(
    ({ state, day, clinicians }) =>
      state !== 'restricted' && day !== undefined && clinicians.some((key) => known.includes(key)),
  );
  return silent(certain ? 'booked-soon' : 'perhaps-booked-soon', { mostDays });
}
