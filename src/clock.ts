import { TZDate } from '@date-fns/tz';
import { type Day, parseDay } from './history/calendar.ts';

/** The site's day and the instant in ms since 1970. */
export interface Moment {
  readonly asOf: Day;
  readonly now: number;
}

const noon = 12 * 60 * 60 * 1000;
const msPerDay = 24 * 60 * 60 * 1000;

/** The one place that reads the clock; where a day stands for today it is always noon of that day. */
export function createClock(timeZone: string, standsForToday: Day | undefined): () => Moment {
  if (standsForToday !== undefined) {
    const moment = { asOf: standsForToday, now: standsForToday * msPerDay + noon };
    return () => moment;
  }
  return () => {
    const now = Date.now();
    const asOf = parseDay(new TZDate(now, timeZone).toISOString().slice(0, 10));
    return { asOf: asOf ?? Math.floor(now / msPerDay), now };
  };
}
