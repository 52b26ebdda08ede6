import type { Day } from '../../history/calendar.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician, Role } from '../../history/history.ts';

const lasting = Number.MAX_SAFE_INTEGER;

/** The latest role here as a trainee that had begun by that day. */
export function traineeRole(clinician: Clinician | undefined, on: Day): Role | undefined {
  return (rolesHere(clinician) ?? [])
    .filter((role) => role.kind === 'trainee' && (role.start ?? on) <= on)
    .toSorted((a, b) => (b.end ?? lasting) - (a.end ?? lasting))[0];
}

/** Was a trainee here on that day. */
export function wasTrainee(clinician: Clinician | undefined, on: Day): boolean {
  const role = traineeRole(clinician, on);
  return role !== undefined && (role.end ?? on) >= on;
}
