import { TZDate } from '@date-fns/tz';
import { type Day, parseDay } from '../history/calendar.ts';

/** The site's day and the instant in ms since 1970. */
export interface Moment {
  readonly asOf: Day;
  readonly now: number;
}

const noon = 12 * 60 * 60 * 1000;
const msPerMinute = 60 * 1000;
const msPerDay = 24 * 60 * 60 * 1000;

/** The site's clock, the only one that decides which day it is; with a fixed day it is always noon of that day. */
export function createClock(timeZone: string, standsForToday: Day | undefined): () => Moment {
  if (standsForToday !== undefined) {
    const moment = { asOf: standsForToday, now: standsForToday * msPerDay + noon };
    return () => moment;
  }
  let [minute, today] = [Number.NaN, 0];
  return () => {
    const now = Date.now();
    // In no time zone a day begins within a minute, and computing it costs as much as a small detection.
    if (Math.floor(now / msPerMinute) !== minute) {
      minute = Math.floor(now / msPerMinute);
      today = parseDay(new TZDate(now, timeZone).toISOString().slice(0, 10)) ?? Math.floor(now / msPerDay);
    }
    return { asOf: today, now };
  };
}
