import { activityOf } from '../../history/activity.ts';
import { covers, type Day } from '../../history/calendar.ts';
import { absenceOn, isHeldOn, profession, rolesHere, worksHere } from '../../history/employment.ts';
import type { ClinicianKey, RelationalHistory } from '../../history/history.ts';
import type { Visit } from '../../history/visits.ts';

type Active = Pick<RelationalHistory, 'clinicians'> & Partial<Pick<RelationalHistory, 'activity'>>;
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

/** Works here, is not away, and has been active within these days where that is known; with unread roles, no. */
export function isAtWork(
  key: ClinicianKey,
  { clinicians, activity }: Active,
  on: Day,
  activeWithinDays: number,
): boolean {
  const clinician = clinicians.get(key);
  if (clinician === undefined || worksHere(clinician, on) !== true) return false;
  if (absenceOn(clinician, on) !== undefined) return false;
  const own = activityOf(key, activity);
  const from = on - activeWithinDays;
  return own === undefined || own.since > from || own.days.some((day) => day > from && day <= on);
}

/** Is recorded as no longer working here, or as away. */
export function isGoneOrAway(key: ClinicianKey, { clinicians }: Staffed, on: Day): boolean {
  const clinician = clinicians.get(key);
  if (worksHere(clinician, on) === false) return true;
  return clinician !== undefined && absenceOn(clinician, on) !== undefined;
}
