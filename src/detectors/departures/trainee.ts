import type { Day } from '../../history/calendar.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician, Role } from '../../history/history.ts';

const lasting = Number.MAX_SAFE_INTEGER;

/** The latest role here as a trainee that had begun by that day; one that is over without a date is the last resort. */
export function traineeRole(clinician: Clinician | undefined, on: Day): Role | undefined {
  return (rolesHere(clinician) ?? [])
    .filter((role) => role.kind === 'trainee' && (role.start ?? on) <= on)
    .toSorted((a, b) => lastDay(b) - lastDay(a))[0];
}

/** Was a trainee here on that day. A post that is over without a date tells nothing where there are other roles. */
export function wasTrainee(clinician: Clinician | undefined, on: Day): boolean {
  const role = traineeRole(clinician, on);
  if (role === undefined) return false;
  if (role.end !== undefined) return role.end >= on;
  return role.active || (rolesHere(clinician) ?? []).every(({ kind }) => kind === 'trainee');
}

function lastDay({ end, active }: Role): number {
  return end ?? (active ? lasting : -lasting);
}
