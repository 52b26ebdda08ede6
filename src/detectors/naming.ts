import type { ClinicianKey, RelationalHistory } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import type { NamedClinician } from './detector.ts';

/** A clinician for a finding's facts. */
export function toNamedClinician(
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
  clinician: ClinicianKey,
): NamedClinician {
  return { reference: clinician, name: clinicians.get(clinician)?.name };
}

/** Whether the clinician is the one who opened the chart. */
export function isUser({ user }: Opening, clinician: ClinicianKey): boolean {
  return user.kind === 'clinician' && user.clinician === clinician;
}
