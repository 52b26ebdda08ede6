import { type DateRange, type Day, isoDay, parseDay } from '../../history/calendar.ts';

/** A calendar month as `2026-09`. */
export type Month = string;

/** The whole calendar months of a report. */
export interface Window extends DateRange {
  /** Oldest first. */
  readonly months: readonly Month[];
}

/** The last `count` calendar months that end on `asOf` or before: one that has only begun is compared with nothing. */
export function windowOf(asOf: Day, count: number): Window {
  const to = firstDay(monthOf(asOf + 1), 0);
  const months = Array.from({ length: count }, (_, i) => monthOf(firstDay(monthOf(to), i - count)));
  return { from: firstDay(monthOf(to), -count), to, months };
}

/** The month of a day. */
export function monthOf(day: Day): Month {
  return isoDay(day).slice(0, 7);
}

/** First day of the month that is `later` months after another. */
export function firstDay(month: Month, later: number): Day {
  const whole = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + later;
  const [year, ofYear] = [Math.floor(whole / 12), (whole % 12) + 1];
  return parseDay(`${year}-${String(ofYear).padStart(2, '0')}-01`) ?? 0;
}
