import { type Day, isoDay } from '../history/calendar.ts';

/** Full years of age on a day. */
export function ageOn(day: Day, born: Day): number {
  const [now, then] = [isoDay(day), isoDay(born)];
  const years = Number(now.slice(0, 4)) - Number(then.slice(0, 4));
  return now.slice(4) < then.slice(4) ? years - 1 : years;
}
