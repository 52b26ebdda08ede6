import { months } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import { isHeldOn, rolesHere } from '../../history/employment.ts';
import type { RelationalHistory, RoleKind } from '../../history/history.ts';
import type { Opening, User } from '../../history/opening.ts';
import { type Silence, silent } from '../silence.ts';

const clinical: readonly RoleKind[] = ['gp', 'trainee', 'locum', 'team'];

/** Reasons why the user is not known to treat the person. */
export const notTreating = ['user-not-resolved', 'user-roles-unread', 'user-not-clinical', 'user-not-met'] as const;

/** The user, where a clinician who is known to work here and who sees the person now or has done so within these months. */
export function treatingUser(
  { contacts, clinicians }: Pick<RelationalHistory, 'contacts' | 'clinicians'>,
  { user, visit, asOf }: Opening,
  within: number,
): Extract<User, { readonly kind: 'clinician' }> | Silence<(typeof notTreating)[number]> {
  if (user.kind !== 'clinician') return silent('user-not-resolved');
  const { clinician } = user;
  const roles = rolesHere(clinicians.get(clinician));
  if (roles === undefined) return silent('user-roles-unread');
  if (!roles.some((role) => clinical.includes(role.kind) && isHeldOn(role, asOf))) return silent('user-not-clinical');
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
  return seesNow || hasSeen ? user : silent('user-not-met', { months: within });
}
