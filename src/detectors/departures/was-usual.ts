import { lookBack } from '../../history/calendar.ts';
import type { Departure } from '../../history/departure.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import { isEstablished, usualClinician } from '../../history/usual-clinician.ts';
import { countVisits, visits, visitsWith } from '../../history/visits.ts';
import { type Silence, silent } from '../silence.ts';

/** Reasons why someone was not the usual clinician. */
export const notUsual = ['not-usual-clinician', 'visits-name-nobody'] as const;

/** Why the one who left was not the usual clinician of the `ofMonths` months until then, or not well known. */
export function whyNotUsual(
  { clinician, day }: Pick<Departure, 'clinician' | 'day'>,
  history: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  now: number,
  ofMonths: number,
  namedKey: ClinicianKey | undefined,
): Silence<(typeof notUsual)[number]> | undefined {
  const range = lookBack(day, ofMonths);
  // Few of those who left were seen often enough; only for them are the others' visits counted.
  const own = visitsWith(clinician, history, range, now, 'gp');
  const of = countVisits(history, range, now, 'gp');
  const other = silent('not-usual-clinician', { visits: own.length, of });
  if (!isEstablished(own, of, clinician === namedKey)) return other;
  const before = visits(history, range, now, 'gp');
  const usual = usualClinician(before.counted, namedKey);
  if (usual?.clinician !== clinician || !usual.established) return other;
  return before.attributable ? undefined : silent('visits-name-nobody');
}
