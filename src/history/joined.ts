import type { RelationalHistory } from './history.ts';
import type { Visits } from './visits.ts';

/**
 * Everyone whom these visits name was read, and no visit was with a role that was not: so nobody is two people under two
 * ids, and who is not among them was not seen.
 */
export function isJoined(
  { counted, notCounted }: Pick<Visits, 'counted' | 'notCounted'>,
  { clinicians }: Pick<RelationalHistory, 'clinicians'>,
): boolean {
  if (notCounted.some(({ reason }) => reason === 'clinician-unread')) return false;
  return counted.every(({ clinician }) => clinicians.get(clinician)?.read === true);
}
