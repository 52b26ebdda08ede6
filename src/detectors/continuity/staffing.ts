import { covers, type Day } from '../../history/calendar.ts';
import { isHeldOn, profession, rolesHere } from '../../history/employment.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';

type Staffed = Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'roles'>>;

/** How many GPs hold a role here; undefined where the staff could not be read or none was found. */
export function countGps({ roles, clinicians }: Staffed, on: Day): number | undefined {
  if (roles === undefined || roles.here.length === 0) return undefined;
  return roles.here.filter((key) => {
    const clinician = clinicians.get(key);
    const live = (rolesHere(clinician) ?? []).filter((role) => isHeldOn(role, on));
    return clinician !== undefined && live.length > 0 && profession({ ...clinician, roles: live }) === 'gp';
  }).length;
}

/** The visits with someone who was then a trainee or locum, and in no other GP role: the rota chose, not the person. */
export function withTraineeOrLocum(visits: readonly Visit[], { clinicians }: Staffed): readonly Visit[] {
  return visits.filter(({ clinician, day }) => {
    const roles = clinicians.get(clinician)?.roles ?? [];
    const then = roles.filter(({ start, end }) => covers({ from: start, to: end }, day));
    const kinds = (then.length > 0 ? then : roles).map(({ kind }) => kind);
    return !kinds.includes('gp') && (kinds.includes('trainee') || kinds.includes('locum'));
  });
}
