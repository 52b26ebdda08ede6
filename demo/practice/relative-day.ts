import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';

/**
 * A day relative to today, so that the practice's dates move with it: `-14m` fourteen months ago, `-3w` three weeks
 * ago, `+10d` in ten days.
 */
export type RelativeDay = `${'-' | '+'}${number}${'d' | 'w' | 'm' | 'y'}`;

const daysIn = { d: 1, w: 7, m: 365.25 / 12, y: 365.25 };

/** Resolves `when` on `today`. Nobody is seen at the weekend: Saturday and Sunday become the Friday before. */
export function resolveDay(when: RelativeDay, today: Day): Day {
  const unit = when.at(-1) as keyof typeof daysIn;
  const day = today + Math.trunc(Number(when.slice(0, -1)) * daysIn[unit]);
  // Day 0, 1970-01-01, was a Thursday, so Saturday is 2 and Sunday 3 modulo 7.
  const weekday = ((day % 7) + 7) % 7;
  return weekday === 2 ? day - 1 : weekday === 3 ? day - 2 : day;
}

export function resolveDate(when: RelativeDay, today: Day): string {
  return isoDay(resolveDay(when, today));
}

/** Parses a row of days, such as `-14m -9m -3w`. */
export function parseDays(row: string): RelativeDay[] {
  return row.trim().split(/\s+/).filter(Boolean).map(parseRelativeDay);
}

function parseRelativeDay(text: string): RelativeDay {
  if (!/^[-+]\d+(\.\d+)?[dwmy]$/.test(text)) throw new Error(`not a relative day: ${text}`);
  return text as RelativeDay;
}
