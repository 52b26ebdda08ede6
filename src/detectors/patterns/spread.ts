import type { Day } from '../../history/calendar.ts';
import { type Silence, silent } from '../silence.ts';
import type { ContactDay } from './contact-days.ts';

/** When contact days are spread over a time, and not of one illness. */
export interface SpreadBy {
  readonly periodDays: number;
  readonly periods: number;
  readonly minPeriods: number;
  readonly denseDays: number;
  readonly denseShare: number;
}

/** Reasons why contact days are not spread. */
export const notSpread = ['few-periods', 'close-together'] as const;

/** That the days before `asOf` lie in few periods, or that a short time holds too many of them. */
export function whyNotSpread(
  days: readonly ContactDay[],
  asOf: Day,
  limits: SpreadBy,
): Silence<(typeof notSpread)[number]> | undefined {
  const { periodDays, periods, minPeriods, denseDays, denseShare } = limits;
  const periodsOf = days.map(({ day }) => Math.floor((asOf - 1 - day) / periodDays));
  const filled = new Set(periodsOf.filter((period) => period < periods));
  if (filled.size < minPeriods) return silent('few-periods', { periods: filled.size, of: periods, needs: minPeriods });
  const most = densest(days, denseDays);
  if (most < denseShare * days.length) return undefined;
  return silent('close-together', { days: most, of: days.length, within: denseDays, below: denseShare });
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
