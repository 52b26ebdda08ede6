import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';

/**
 * A day told from today, so that the practice's dates move with it: `-14m` fourteen months ago, `-3w` three weeks ago,
 * `+10d` in ten days.
 */
export type When = `${'-' | '+'}${number}${'d' | 'w' | 'm' | 'y'}`;

const daysIn = { d: 1, w: 7, m: 365.25 / 12, y: 365.25 };

/** The day that `when` means on `today`. Nobody is seen at the weekend: Saturday and Sunday mean the Friday before. */
export function dayOf(when: When, today: Day): Day {
  const unit = when.at(-1) as keyof typeof daysIn;
  const day = today + Math.trunc(Number(when.slice(0, -1)) * daysIn[unit]);
  // 1970-01-01, day 0, was a Thursday: Saturday is 2 and Sunday is 3 days after one.
  const weekday = ((day % 7) + 7) % 7;
  return weekday === 2 ? day - 1 : weekday === 3 ? day - 2 : day;
}

/** The ISO date that `when` means on `today`. */
export function dateOf(when: When, today: Day): string {
  return isoDay(dayOf(when, today));
}

/** Reads a row of days, such as `-14m -9m -3w`. */
export function days(row: string): When[] {
  return row.trim().split(/\s+/).filter(Boolean).map(when);
}

function when(text: string): When {
  if (!/^[-+]\d+(\.\d+)?[dwmy]$/.test(text)) throw new Error(`not a day told from today: ${text}`);
  return text as When;
}
