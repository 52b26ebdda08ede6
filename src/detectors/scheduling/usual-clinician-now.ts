import { lookBack } from '../../history/calendar.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Usual, usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';

/** The usual GP of so many months until now, where enough of the visits can be told by whom they were with. */
export function usualNow(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { asOf, now }: Opening,
  ofMonths: number,
  namedClinician?: ClinicianKey,
): Usual | undefined {
  const seen = visits(history, lookBack(asOf, ofMonths), now, 'gp');
  return seen.attributable ? usualClinician(seen.counted, namedClinician) : undefined;
}
