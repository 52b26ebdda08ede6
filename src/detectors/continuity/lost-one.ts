import type { Day } from '../../history/calendar.ts';
import { departures } from '../../history/departure.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { wasUsual } from '../departures/was-usual.ts';
import type { Seen } from '../detector.ts';

/** Months in which A1 looks for the one who was the usual clinician. */
const usualMonths = 36;

/** The usual clinician has left since that day: a share that is low because of it was nobody's choice. */
export function hasLostOne(
  history: Seen<'person' | 'contacts' | 'clinicians', 'registration' | 'teams' | 'bookings' | 'activity'>,
  { asOf, now }: Opening,
  since: Day,
): boolean {
  const { bookings = [] } = history;
  const own = namedClinician(history, asOf);
  return departures({ ...history, bookings }, asOf).some(
    (one) => one.day >= since && wasUsual(one, history, now, usualMonths, own),
  );
}
