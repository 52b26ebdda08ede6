import type { Reading } from '../history/history.ts';
import { type Chart, isLiveClinical, suppressionReasons } from './suppression.ts';

/** What a thread of care hides where the user's role is unread, or where a site says so because the patient may sit beside. */
export const sensitive = ['losses', 'relapses', 'notes'] as const;
export type Sensitive = (typeof sensitive)[number];

/** Why a thread of care is not shown: because of the user, or of the record; which of its reasons would disclose something. */
export type ThreadRefusal = 'user' | 'record';

/** Why this user may not see this person's thread of care; undefined if they may. */
export function threadRefusal(
  chart: Chart,
  { safeguarding }: Pick<Reading, 'safeguarding'>,
): ThreadRefusal | undefined {
  const reasons = suppressionReasons(chart);
  const ofUser = reasons.some((reason) => reason === 'patient-side-user' || reason === 'user-elsewhere');
  if (ofUser || chart.opening.user.kind !== 'clinician' || hasClinicalRole(chart) === false) return 'user';
  const isConcern = safeguarding.known && safeguarding.value.length > 0;
  return reasons.length > 0 || isConcern ? 'record' : undefined;
}

/**
 * Whether the user has a live clinical role here; undefined where their roles could not be read. Losses, relapses and notes
 * are shown only to whoever surely has one.
 */
export function hasClinicalRole({ opening, clinicians }: Chart): boolean | undefined {
  const { user, asOf } = opening;
  const roles = user.kind === 'clinician' ? clinicians.get(user.clinician)?.roles : undefined;
  return roles?.some((role) => isLiveClinical(role, asOf));
}
