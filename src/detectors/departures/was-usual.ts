import { lookBack } from '../../history/calendar.ts';
import type { Departure } from '../../history/departure.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import { isEstablished, usualClinician } from '../../history/usual-clinician.ts';
import { countVisits, visits, visitsWith } from '../../history/visits.ts';

/** Whether the one who left was the usual clinician of the `ofMonths` months until then, and well known. */
export function wasUsualClinician(
  { clinician, day }: Pick<Departure, 'clinician' | 'day'>,
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  now: number,
  ofMonths: number,
  namedKey: ClinicianKey | undefined,
): boolean {
  const range = lookBack(day, ofMonths);
  // Few of those who left were seen often enough; only for them are the others' visits counted.
  const own = visitsWith(clinician, history, range, now, 'gp');
  if (!isEstablished(own, countVisits(history, range, now, 'gp'), clinician === namedKey)) return false;
  const before = visits(history, range, now, 'gp');
  const usual = usualClinician(before.counted, namedKey);
  return before.attributable && usual?.clinician === clinician && usual.established;
}
