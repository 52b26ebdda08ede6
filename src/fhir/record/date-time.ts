import type { Day } from '../../history/calendar.ts';
import { digits, startsTime, type TimeOfDay, timeOfDay, zoneAt } from './time-of-day.ts';

/** The parts of a FHIR date or dateTime; `day` is the wall-clock day as written. */
export interface DateTime {
  readonly year: number;
  readonly month: number | undefined;
  readonly day: Day | undefined;
  readonly msOfDay: number | undefined;
  /** Minutes from UTC; undefined where the text gives none. */
  readonly offset: number | undefined;
}

/** Nobody alive is older: an earlier date, such as .NET's 0001-01-01, stands for none, and no look-back is longer. */
const firstYear = 1880;

/** A day, a time with nanoseconds, an offset and the longest name of a zone are shorter. */
const longest = 100;

/**
 * Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and date-times with or without offset, also as C-CDA, HL7 v2, XML and Java write it;
 * undefined for anything else: a day is not read with an offset thrown away. By hand: this runs for every resource.
 */
export function parseDateTime(iso: string): DateTime | undefined {
  const year = digits(iso, 0, 4);
  if (!(year >= firstYear) || iso.length > longest) return undefined;
  if (iso.length === 4) return { year, month: undefined, day: undefined, msOfDay: undefined, offset: undefined };
  const month = iso[4] === '-' ? digits(iso, 5, 2) : Number.NaN;
  if (!(month >= 1 && month <= 12)) return undefined;
  if (iso.length === 7) return { year, month, day: undefined, msOfDay: undefined, offset: undefined };
  const dayOfMonth = iso[7] === '-' ? digits(iso, 8, 2) : Number.NaN;
  if (!(dayOfMonth >= 1)) return undefined;
  const day = dayNumber(year, month, dayOfMonth);
  if (dayOfMonth > shortestMonth && day > lastDayOfMonth(year, month)) return undefined;
  // XML writes days with an offset too, which changes nothing of a day.
  if (iso.length === 10 || (!startsTime(iso) && zoneAt(iso, 10) !== undefined))
    return { year, month, day, msOfDay: undefined, offset: undefined };
  const time = timeOfDay(iso);
  return time && atTime(year, month, day, time);
}

/** Midnight may be written as 24:00 of the day before (ISO 8601-1:2019/Amd 1:2022). */
function atTime(year: number, month: number, day: Day, { msOfDay, offset }: TimeOfDay): DateTime {
  const days = Math.floor(msOfDay / msPerDay);
  return { year, month, day: day + days, msOfDay: msOfDay - days * msPerDay, offset };
}

const msPerDay = 86_400_000;

const shortestMonth = 28;

/** Days since 1970-01-01 of a date; `month` is from 1 to 12. */
export function dayNumber(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / msPerDay;
}

export function lastDayOfMonth(year: number, month: number): Day {
  return dayNumber(year, month + 1, 0);
}
