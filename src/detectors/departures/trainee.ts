import type { Day } from '../../history/calendar.ts';
import { rolesHere } from '../../history/employment.ts';
import type { Clinician, Role } from '../../history/history.ts';

const lasting = Number.MAX_SAFE_INTEGER;

/** The latest trainee role here that had begun by a day; an ended one without an end date comes last. */
export function traineeRole(clinician: Clinician | undefined, on: Day): Role | undefined {
  return (rolesHere(clinician) ?? [])
    .filter((role) => role.kind === 'trainee' && (role.start ?? on) <= on)
    .toSorted((a, b) => lastDay(b) - lastDay(a))[0];
}

/** Whether they were a trainee here on a day. An ended post without an end date is no evidence beside other roles. */
export function wasTrainee(clinician: Clinician | undefined, on: Day): boolean {
  const role = traineeRole(clinician, on);
  if (role === undefined) return false;
  if (role.end !== undefined) return role.end >= on;
  return role.active || (rolesHere(clinician) ?? []).every(({ kind }) => kind === 'trainee');
}

function lastDay({ end, active }: Role): number {
  return end ?? (active ? lasting : -lasting);
}
