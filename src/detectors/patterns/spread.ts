import type { Day } from '../../history/calendar.ts';
import type { ContactDay } from './contact-days.ts';

/** When contact days are spread over a time, and not of one illness. */
export interface SpreadBy {
  readonly periodDays: number;
  readonly periods: number;
  readonly minPeriods: number;
  readonly denseDays: number;
  readonly denseShare: number;
}

/** Whether the days before `asOf` lie in enough periods, and no short time holds too many of them. */
export function isSpread(days: readonly ContactDay[], asOf: Day, limits: SpreadBy): boolean {
  const { periodDays, periods, minPeriods, denseDays, denseShare } = limits;
  const periodsOf = days.map(({ day }) => Math.floor((asOf - 1 - day) / periodDays));
  const filled = new Set(periodsOf.filter((period) => period < periods));
  return filled.size >= minPeriods && densest(days, denseDays) < denseShare * days.length;
}

/** The most contact days in any time of this length; the days are in order. */
function densest(days: readonly ContactDay[], length: number): number {
  let [first, most] = [0, 0];
  days.forEach(({ day }, i) => {
    while (day - (days[first]?.day ?? day) >= length) first += 1;
    most = Math.max(most, i - first + 1);
  });
  return most;
}

/** How many intervals between contact days last no longer than `atMost` days. */
export function shortIntervals(days: readonly ContactDay[], atMost: number): number {
  return days.filter(({ day }, i) => i > 0 && day - (days[i - 1]?.day ?? day) <= atMost).length;
}
