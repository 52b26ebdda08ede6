import { months } from '../../history/calendar.ts';
import type { Departure } from '../../history/departure.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import { isEstablished, usualClinician } from '../../history/usual-clinician.ts';
import { countVisits, visits, visitsWith } from '../../history/visits.ts';

/** The one who left was the usual clinician of so many months until then, and well known. */
export function wasUsual(
  { clinician, day }: Pick<Departure, 'clinician' | 'day'>,
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  now: number,
  ofMonths: number,
  namedKey: ClinicianKey | undefined,
): boolean {
  const window = { from: day - months(ofMonths), to: day };
  // Of all who left few were seen often enough, and only for them the others' visits are counted.
  const own = visitsWith(clinician, history, window, now, 'gp');
  if (!isEstablished(own, countVisits(history, window, now, 'gp'), clinician === namedKey)) return false;
  const before = visits(history, window, now, 'gp');
  const usual = usualClinician(before.counted, namedKey);
  return before.attributable && usual?.clinician === clinician && usual.established;
}
