import { lookBack } from '../../history/calendar.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type UsualClinician, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';

/** The usual GP over the last `ofMonths` months; undefined where too many visits name nobody. */
export function usualClinicianNow(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { asOf, now }: Opening,
  ofMonths: number,
  namedClinician?: ClinicianKey,
): UsualClinician | undefined {
  const seen = visits(history, lookBack(asOf, ofMonths), now, 'gp');
  return seen.attributable ? usualClinician(seen.counted, namedClinician) : undefined;
}
