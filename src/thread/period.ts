import { type DateRange, type Day, months } from '../history/calendar.ts';

/** The lengths of time that a reader may choose. */
export const lengths = ['10', '5', 'all'] as const;
export type Length = (typeof lengths)[number];

/** The days that a page shows: up to today, and booked ones after it; `first` is the day of the first contact. */
export function periodOf(length: Length, first: Day, asOf: Day): DateRange {
  const from = length === 'all' ? first : asOf - months(12 * Number(length));
  return { from: Math.min(from, asOf), to: asOf + 1 };
}
