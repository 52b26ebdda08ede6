import { type Chart, isLiveClinical, suppressionReasons } from '../cards/suppression.ts';
import type { Reading } from '../history/history.ts';

/** Why a thread of care is not shown: because of the user, or of the record; which of its reasons would disclose something. */
export type Refusal = 'user' | 'record';

/** Why this user may not see this person's thread; undefined if they may. */
export function refusalOf(chart: Chart, { safeguarding }: Pick<Reading, 'safeguarding'>): Refusal | undefined {
  const reasons = suppressionReasons(chart);
  const ofUser = reasons.some((reason) => reason === 'patient-side-user' || reason === 'user-elsewhere');
  if (ofUser || chart.opening.user.kind !== 'clinician' || hasNoClinicalRole(chart)) return 'user';
  const isConcern = safeguarding.known && safeguarding.value.length > 0;
  return reasons.length > 0 || isConcern ? 'record' : undefined;
}

/** Whether the user surely has a live clinical role here: without one losses, notes and relapses stay hidden. */
export function hasClinicalRole({ opening, clinicians }: Chart): boolean {
  const { user, asOf } = opening;
  const roles = user.kind === 'clinician' ? clinicians.get(user.clinician)?.roles : undefined;
  return roles?.some((role) => isLiveClinical(role, asOf)) === true;
}

/** Roles that could not be read are no proof of having none. */
function hasNoClinicalRole(chart: Chart): boolean {
  const { user } = chart.opening;
  const isRead = user.kind === 'clinician' && chart.clinicians.get(user.clinician)?.roles !== undefined;
  return isRead && !hasClinicalRole(chart);
}
