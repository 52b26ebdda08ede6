import { type DateRange, type Day, isoDay } from '../../history/calendar.ts';
import { chanceOf, countsOf, type Row } from './test-features.ts';

const daysOfYear = 365.25;

/** The middle day of a period. */
export function middleOf({ from, to }: DateRange): Day {
  return from + (to - from) / 2;
}

/** Both days are in April to September, or both are not. */
export function inSameHalfYear(one: Day, other: Day): boolean {
  return isSummer(one) === isSummer(other);
}

function isSummer(day: Day): boolean {
  const month = Number(isoDay(Math.floor(day)).slice(5, 7));
  return month >= 4 && month <= 9;
}

/** Periods, and the signs that were present in each. */
export interface Observed {
  readonly periods: readonly DateRange[];
  readonly rows: readonly Row[];
}

/** When a sign counts as more than an effect of the season. */
export interface SeasonLimits {
  readonly seasonDays: number;
  readonly seasonMinSettled: number;
  readonly seasonP: number;
  readonly seasonManyRelapses: number;
  readonly seasonPMany: number;
}

/**
 * Whether a sign comes before relapses more often than in settled periods of the same time of the year, so that the season
 * does not explain both (bidirectional control of season: Lumley & Levy 2000).
 */
export function holdsInSeason(
  days: readonly Day[],
  before: readonly Row[],
  settled: Observed,
  column: number,
  limits: SeasonLimits,
): boolean {
  const near = settled.rows.filter((_, i) => {
    const period = settled.periods[i];
    return period !== undefined && days.some((day) => daysApart(day, middleOf(period)) <= limits.seasonDays);
  });
  const counts = countsOf(before, near, column);
  const limit = counts.relapses >= limits.seasonManyRelapses ? limits.seasonPMany : limits.seasonP;
  return counts.settled >= limits.seasonMinSettled && chanceOf(counts) <= limit;
}

/** Days between two calendar days, whatever the year. */
function daysApart(one: Day, other: Day): number {
  const apart = Math.abs(one - other) % daysOfYear;
  return Math.min(apart, daysOfYear - apart);
}
