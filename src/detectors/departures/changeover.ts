import { type Day, isoDay, months, parseDay } from '../../history/calendar.ts';
import { isHeldOrAhead, rolesHere } from '../../history/employment.ts';
import type { Clinician, Role } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
import { traineeRole } from './trainee.ts';

/** The end of a training post. */
export interface Changeover {
  readonly day: Day;
  /** The end is recorded; otherwise it is the usual changeover day. */
  readonly recorded: boolean;
  readonly role: Role;
}

interface Limits {
  readonly daysAhead: number;
  readonly daysAfter: number;
  readonly minRoleMonths: number;
}

/** First Wednesdays of February and August of a year, on which UK training posts change. */
export function changeoversOf(year: number): readonly Day[] {
  return ['02', '08'].map((month) => {
    const first = parseDay(`${year}-${month}-01`) ?? 0;
    // Day 0, 1 January 1970, was a Thursday.
    return first + ((6 - (first % 7) + 7) % 7);
  });
}

/**
 * When a trainee's post ends: on the recorded day, else on the usual changeover day nearest to `asOf` that is at least
 * `minMonths` after the start of the role.
 */
function changeoverOf(
  role: Role,
  asOf: Day,
  limits: { ahead: number; past: number; minMonths: number },
): Omit<Changeover, 'role'> | undefined {
  const { start, end, active } = role;
  // Inactive before its recorded end: it was given up on an unknown day.
  if (end !== undefined) return active || end < asOf ? { day: end, recorded: true } : undefined;
  if (start === undefined || !active) return undefined;
  const year = Number(isoDay(asOf).slice(0, 4));
  const day = [year - 1, year, year + 1]
    .flatMap(changeoversOf)
    .filter((one) => one - start >= months(limits.minMonths))
    .filter((one) => one <= asOf + limits.ahead && one >= asOf - limits.past)
    .toSorted((a, b) => Math.abs(a - asOf) - Math.abs(b - asOf))[0];
  return day === undefined ? undefined : { day, recorded: false };
}

/** Reasons why nobody's training post ends about now. */
export const noChangeover = ['no-trainee', 'roles-unread', 'no-changeover-near', 'stays-on'] as const;

/** A changeover close to `asOf`, unless the trainee stays on in another role. */
export function changeoverNear(
  clinician: Clinician | undefined,
  asOf: Day,
  limits: Limits,
): Changeover | Silence<(typeof noChangeover)[number]> {
  if (clinician?.roles === undefined) return silent('roles-unread');
  const role = traineeRole(clinician, asOf);
  if (role === undefined) return silent('no-trainee');
  const { daysAhead: ahead, daysAfter: past, minRoleMonths: minMonths } = limits;
  const change = changeoverOf(role, asOf, { ahead, past, minMonths });
  if (change === undefined || change.day > asOf + ahead || change.day < asOf - past)
    return silent('no-changeover-near', { aheadDays: ahead, sinceDays: past });
  const staysOn = (rolesHere(clinician) ?? []).some(
    (other) => other !== role && isHeldOrAhead(other, asOf) && (other.end ?? Infinity) > change.day,
  );
  return staysOn ? silent('stays-on') : { ...change, role };
}
