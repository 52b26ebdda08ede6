import { type Day, isoDay, months, parseDay } from '../../history/calendar.ts';
import type { Role } from '../../history/history.ts';

/** The end of a training post. */
export interface Changeover {
  readonly day: Day;
  /** The end is recorded; else it is the calendar's. */
  readonly recorded: boolean;
}

/** First Wednesdays of February and August of a year: the days on which UK training posts change. */
export function changeoversOf(year: number): readonly Day[] {
  return ['02', '08'].map((month) => {
    const first = parseDay(`${year}-${month}-01`) ?? 0;
    // Day 0, 1 January 1970, was a Thursday.
    return first + ((6 - (first % 7) + 7) % 7);
  });
}

/**
 * When a trainee's post ends: the recorded day, else the changeover of the calendar that is nearest to `asOf`, counted
 * only from `minMonths` after the role began.
 */
export function changeoverOf(
  role: Role,
  asOf: Day,
  limits: { ahead: number; past: number; minMonths: number },
): Changeover | undefined {
  if (role.end !== undefined) return { day: role.end, recorded: true };
  const { start } = role;
  if (start === undefined || !role.active) return undefined;
  const year = Number(isoDay(asOf).slice(0, 4));
  const day = [year - 1, year, year + 1]
    .flatMap(changeoversOf)
    .filter((one) => one - start >= months(limits.minMonths))
    .find((one) => one <= asOf + limits.ahead && one >= asOf - limits.past);
  return day === undefined ? undefined : { day, recorded: false };
}
