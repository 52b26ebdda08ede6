import { isoDay, parseDay } from '#src/history/calendar.ts';

/** The day of which the example speaks. */
const exampleDay = '2026-09-30';

/**
 * Moves the example's dates so that it speaks of today, or of so many days ago: outside of the demonstration no setting
 * stands for today.
 */
export function untilToday(text: string, daysAgo = 0): string {
  const days = (parseDay(new Date().toISOString().slice(0, 10)) ?? 0) - (parseDay(exampleDay) ?? 0) - daysAgo;
  return text.replace(/\d{4}-\d{2}-\d{2}(?=[T"])/g, (date) => isoDay((parseDay(date) ?? 0) + days));
}
