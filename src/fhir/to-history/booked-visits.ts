import type { Day } from '../../history/calendar.ts';
import type { Booking, ClinicianKey } from '../../history/history.ts';
import { type Fields, objects } from '../json.ts';
import { referenceKey } from './references.ts';

/** What the appointment behind an encounter adds to it. */
interface BookedVisit {
  /** Whom the person saw, where the encounter itself does not say. */
  readonly clinician: ClinicianKey | undefined;
  readonly series: string | undefined;
  readonly walkIn: boolean;
  /** Made over 28 days before its day. */
  readonly ahead: boolean;
}

export interface BookedVisits {
  of(encounter: Fields, day: Day | undefined): BookedVisit;
}

const aheadDays = 28;
const none: BookedVisit = { clinician: undefined, series: undefined, walkIn: false, ahead: false };

/** Finds an encounter's appointment: the one it names, else the attended one of that day where there is just one clinician. */
export function bookedVisits(bookings: readonly Booking[]): BookedVisits {
  const byReference = new Map(bookings.map((booking) => [booking.reference, booking]));
  const attended = Map.groupBy(
    bookings.filter((booking) => booking.state === 'attended'),
    (booking) => booking.day,
  );
  return {
    of: (encounter, day) => {
      if (bookings.length === 0) return none;
      const named = objects(encounter.appointment).flatMap((one) => byReference.get(referenceKey(one) ?? '') ?? []);
      const own = named.length > 0 ? named : ((day === undefined ? undefined : attended.get(day)) ?? []);
      const clinicians = new Set(own.flatMap((booking) => booking.clinicians));
      const { size } = clinicians;
      return {
        clinician: size === 1 ? [...clinicians][0] : undefined,
        series: named.find((booking) => booking.series !== undefined)?.series,
        walkIn: own.some((booking) => booking.walkIn),
        ahead: own.some(isAhead),
      };
    },
  };
}

function isAhead({ created, day }: Booking): boolean {
  return created !== undefined && day !== undefined && day - created > aheadDays;
}
