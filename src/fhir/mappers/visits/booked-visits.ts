import type { Day } from '../../../history/calendar.ts';
import type { Booking, ClinicianKey } from '../../../history/history.ts';
import { type JsonObject, objects } from '../../json.ts';
import { referenceKey } from '../../record/references.ts';

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
  of(encounter: JsonObject, day: Day | undefined): BookedVisit;
}

const aheadDays = 28;
const none: BookedVisit = { clinician: undefined, series: undefined, walkIn: false, ahead: false };

/** What appointments say together of a visit. */
interface Summary extends Omit<BookedVisit, 'clinician'> {
  /** At most two: from there on nobody can tell who it was. */
  readonly clinicians: readonly ClinicianKey[];
}

/** Finds an encounter's appointment: the one it names, else the attended one of that day where there is just one clinician. */
export function bookedVisits(all: readonly Booking[]): BookedVisits {
  // One that was cancelled is behind no visit, whatever the visit names.
  const bookings = all.filter(({ state }) => state !== 'cancelled');
  const byReference = new Map(bookings.map((booking) => [booking.reference, summaryOf(booking)]));
  const attended = Map.groupBy(
    bookings.filter((booking) => booking.state === 'attended'),
    (booking) => booking.day,
  );
  const byDay = new Map([...attended].map(([day, own]) => [day, visitOf(own.map(summaryOf))]));
  return {
    of: (encounter, day) => {
      if (bookings.length === 0) return none;
      const named = objects(encounter.appointment).flatMap((one) => byReference.get(referenceKey(one) ?? '') ?? []);
      if (named.length > 0) return visitOf(named);
      const ofDay = day === undefined ? undefined : byDay.get(day);
      // Which of the day's appointments it was is not known, nor then its series.
      return ofDay === undefined ? none : { ...ofDay, series: undefined };
    },
  };
}

function summaryOf(booking: Booking): Summary {
  const { clinicians, series, walkIn } = booking;
  return { clinicians: [...new Set(clinicians)].slice(0, 2), series, walkIn, ahead: isAhead(booking) };
}

function visitOf(own: readonly Summary[]): BookedVisit {
  const [clinician, another] = new Set(own.flatMap(({ clinicians }) => clinicians));
  return {
    clinician: another === undefined ? clinician : undefined,
    series: own.find(({ series }) => series !== undefined)?.series,
    walkIn: own.some(({ walkIn }) => walkIn),
    ahead: own.some(({ ahead }) => ahead),
  };
}

function isAhead({ created, day }: Booking): boolean {
  return created !== undefined && day !== undefined && day - created > aheadDays;
}
