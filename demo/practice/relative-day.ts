import type { Day, IsoDate } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { isWorkingDay } from './bank-holidays.ts';
import { choice } from './choice.ts';

/**
 * A day relative to today, so that the practice's dates move with it: `-14m` fourteen months ago, `-3w` three weeks
 * ago, `+10d` in ten days. Days and weeks are meant exactly. In somebody's `life` months and years are about as long as
 * that, so that not everything happens on today's day of the month.
 */
export type RelativeDay = `${'-' | '+'}${number}${'d' | 'w' | 'm' | 'y'}`;

const daysIn = { d: 1, w: 7, m: 365.25 / 12, y: 365.25 };
/** How far from the exact day something that happened months ago may lie. */
const aboutDays = 9;

/** The working day that is meant, of an exact one the nearest; what is past stays before today, what is ahead after it. */
export function resolveDay(when: RelativeDay, today: Day, life?: string): Day {
  const isAhead = when.startsWith('+');
  const isPossible = (day: Day) => isWorkingDay(day) && (isAhead ? day > today : day < today);
  for (let attempt = 0; ; attempt += 1) {
    const days = candidates(when, today, attempt, life).filter(isPossible);
    if (days[0] !== undefined) return days[0];
  }
}

export function resolveDate(when: RelativeDay, today: Day, life?: string): IsoDate {
  return isoDay(resolveDay(when, today, life));
}

/** The day itself: an illness, an accident or a death has no regard for weekends. */
export function resolveAnyDay(when: RelativeDay, today: Day, life?: string): Day {
  return candidates(when, today, 0, life)[0] ?? today;
}

export function resolveAnyDate(when: RelativeDay, today: Day, life?: string): IsoDate {
  return isoDay(resolveAnyDay(when, today, life));
}

/** Days that `when` may mean: of an exact one its neighbours, further off with each attempt; else any that is about then. */
function candidates(when: RelativeDay, today: Day, attempt: number, life: string | undefined): Day[] {
  const unit = when.at(-1) as keyof typeof daysIn;
  const day = today + Math.trunc(Number(when.slice(0, -1)) * daysIn[unit]);
  if (life === undefined || unit === 'd' || unit === 'w') return [day - attempt, day + attempt];
  return [day + choice(`${life} ${when} ${attempt}`, 2 * aboutDays + 1) - aboutDays];
}

/** Parses a row of days, such as `-14m -9m -3w`. */
export function parseDays(row: string): RelativeDay[] {
  return row.trim().split(/\s+/).filter(Boolean).map(parseRelativeDay);
}

function parseRelativeDay(text: string): RelativeDay {
  if (!/^[-+]\d+(\.\d+)?[dwmy]$/.test(text)) throw new Error(`not a relative day: ${text}`);
  return text as RelativeDay;
}
