import { lookBack } from '../../history/calendar.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { usualClinician } from '../../history/usual-clinician.ts';
import { visits } from '../../history/visits.ts';
import { type Silence, silent } from '../silence.ts';

/** Reasons why no usual GP is known. */
export const noUsual = ['visits-name-nobody', 'no-visits'] as const;

/** The usual GP over the last `ofMonths` months, or why none is known. */
export function usualClinicianNow(
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { asOf, now }: Opening,
  ofMonths: number,
): { readonly clinician: ClinicianKey } | Silence<(typeof noUsual)[number]> {
  const seen = visits(history, lookBack(asOf, ofMonths), now, 'gp');
  if (!seen.attributable) return silent('visits-name-nobody');
  return usualClinician(seen.counted) ?? silent('no-visits');
}
