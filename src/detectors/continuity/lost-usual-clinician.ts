import type { Day } from '../../history/calendar.ts';
import { departures } from '../../history/departure.ts';
import type { Opening } from '../../history/opening.ts';
import { namedClinician } from '../../history/usual-clinician.ts';
import { whyNotUsual } from '../departures/was-usual.ts';
import type { Seen } from '../detector.ts';

/** The look-back in which A1 (usual-clinician-left) finds the usual clinician. */
const usualMonths = 36;

/** Whether the usual clinician has left since a day: a share that is low for that reason was nobody's choice. */
export function hasLostUsualClinician(
  history: Seen<'person' | 'contacts' | 'clinicians', 'registration' | 'teams' | 'bookings' | 'activity'>,
  { asOf, now }: Opening,
  since: Day,
): boolean {
  const { bookings = [] } = history;
  const own = namedClinician(history, asOf);
  return departures({ ...history, bookings }, asOf).some(
    (one) => one.day >= since && whyNotUsual(one, history, now, usualMonths, own) === undefined,
  );
}
