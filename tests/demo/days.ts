import type { Day } from '#src/history/calendar.ts';
import { parseDay } from '#src/history/calendar.ts';

/** The day of an ISO date that a test is sure of. */
export function on(iso: string): Day {
  const day = parseDay(iso);
  if (day === undefined) throw new Error(`not a date: ${iso}`);
  return day;
}
