import type { DatedBooking } from '../../history/booking.ts';
import { type DateRange, isDated, isInRange, itemsIn } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { isInRanges } from '../../history/date-ranges.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { hospitalStays, rangesOfStays, restrictedStays } from '../../history/hospital-stays.ts';
import { isMissed, withoutDuplicates } from '../engagement/appointments.ts';
import type { ContactDay } from './contact-days.ts';

/** When a missed appointment ends a burst of contact. */
interface Limits {
  readonly burstDays: number;
  readonly minBurst: number;
  readonly missedWithin: number;
}

/**
 * Reference of an emergency attendance in a time that ended before treatment, or of an appointment that the person missed
 * soon after a burst of contact.
 */
export function abruptEnding(
  days: readonly ContactDay[],
  range: DateRange,
  { contacts, bookings }: Pick<RelationalHistory, 'contacts' | 'bookings'>,
  { burstDays, minBurst, missedWithin }: Limits,
): string | undefined {
  const left = contacts.find(
    (one) => one.leftEarly?.emergency && isIndividualVisit(one) && one.day !== undefined && isInRange(one.day, range),
  );
  if (left !== undefined) return left.reference;
  const ends = days.filter(({ day }, i) => {
    const first = days[i + 1 - minBurst];
    return first !== undefined && day - first.day < burstDays;
  });
  const isAfterBurst = (day: number) => itemsIn(ends, { from: day - missedWithin, to: day }).length > 0;
  return missedIn(range, { contacts, bookings }).find(({ day }) => isAfterBurst(day))?.reference;
}

/** What the person missed, but for what was kept under another record, and not while in hospital. */
function missedIn(
  range: DateRange,
  { contacts, bookings }: Pick<RelationalHistory, 'contacts' | 'bookings'>,
): readonly DatedBooking[] {
  const settings = ['inpatient', 'emergency'] as const;
  const stays = [...hospitalStays(contacts, range.to, settings), ...restrictedStays(contacts, range.to, settings)];
  const inHospital = rangesOfStays(stays);
  const due = bookings
    .filter(isDated)
    .filter((one) => isInRange(one.day, range) && (one.state === 'attended' || isMissed(one)));
  return withoutDuplicates(due).filter((one) => isMissed(one) && !isInRanges(inHospital, one.day));
}
