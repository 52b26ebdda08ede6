import { hasUnreadClinician } from './contact.ts';
import type { RelationalHistory } from './history.ts';
import type { Visits } from './visits.ts';

/**
 * Everyone named in these visits was read, and no visit was with an unread role: so nobody appears under two ids, and
 * whoever is not named here was not seen.
 */
export function allCliniciansRead(
  { counted, notCounted }: Pick<Visits, 'counted' | 'notCounted'>,
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
): boolean {
  if (notCounted.some(({ reason }) => hasUnreadClinician({ excluded: reason }))) return false;
  return counted.every(({ clinician }) => clinicians.get(clinician)?.read === true);
}
