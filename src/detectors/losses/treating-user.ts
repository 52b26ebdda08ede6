import { months } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { isHeldOn, rolesHere } from '../../history/employment.ts';
import type { ClinicianKey, RelationalHistory, RoleKind } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

const clinical: readonly RoleKind[] = ['gp', 'trainee', 'locum', 'team'];

/**
 * The user, where a clinician who is known to work here and who sees the person now or has done so within these months.
 * Undefined for everyone else, those included whose roles could not be read.
 */
export function treatingUser(
  { contacts, clinicians }: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { user, visit, asOf }: Opening,
  within: number,
): ClinicianKey | undefined {
  if (user.kind !== 'clinician') return undefined;
  const { clinician } = user;
  const isClinical = rolesHere(clinicians.get(clinician))?.some(
    (role) => clinical.includes(role.kind) && isHeldOn(role, asOf),
  );
  if (!isClinical) return undefined;
  const seesNow = visit?.clinician === clinician && !visit.onlySilences;
  const from = asOf - months(within);
  const hasSeen = contacts.some(
    (one) =>
      one.clinician === clinician &&
      isIndividualVisit(one) &&
      one.day !== undefined &&
      one.day >= from &&
      one.day <= asOf,
  );
  return seesNow || hasSeen ? clinician : undefined;
}
