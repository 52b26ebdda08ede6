import type { DateRange, Day } from '../../history/calendar.ts';

const daysOfYear = 365.25;
const msPerDay = 86_400_000;
/** Months count from 0. */
const [april, september] = [3, 8];

/** The middle day of a period. */
export function middleOf({ from, to }: DateRange): Day {
  return from + (to - from) / 2;
}

/** Both days are in April to September, or both are not. */
export function inSameHalfYear(one: Day, other: Day): boolean {
  return isSummer(one) === isSummer(other);
}

function isSummer(day: Day): boolean {
  const month = new Date(day * msPerDay).getUTCMonth();
  return month >= april && month <= september;
}

/** Whether the middle of a period lies within `seasonDays` of the calendar day of one of these days, of any year. */
export function isInSeasonOf(days: readonly Day[], period: DateRange, seasonDays: number): boolean {
  const middle = middleOf(period);
  return days.some((day) => daysApart(day, middle) <= seasonDays);
}

/** Days between two calendar days, whatever the year. */
export function daysApart(one: Day, other: Day): number {
  const apart = Math.abs(one - other) % daysOfYear;
  return Math.min(apart, daysOfYear - apart);
}
