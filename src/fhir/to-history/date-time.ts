import type { Day } from '../../history/calendar.ts';

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

/** Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and date-times with or without offset; undefined for anything else. By hand: this runs for every resource. */
export function parseDateTime(iso: string): DateTime | undefined {
  const year = digits(iso, 0, 4);
  if (!(year >= firstYear)) return undefined;
  if (iso.length === 4) return { year, month: undefined, day: undefined, msOfDay: undefined, offset: undefined };
  const month = iso[4] === '-' ? digits(iso, 5, 2) : Number.NaN;
  if (!(month >= 1 && month <= 12)) return undefined;
  if (iso.length === 7) return { year, month, day: undefined, msOfDay: undefined, offset: undefined };
  const dayOfMonth = iso[7] === '-' ? digits(iso, 8, 2) : Number.NaN;
  if (!(dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month))) return undefined;
  const day = daysFromCivil(year, month, dayOfMonth);
  if (iso.length === 10) return { year, month, day, msOfDay: undefined, offset: undefined };
  const msOfDay = timeOfDay(iso);
  return msOfDay === undefined ? undefined : { year, month, day, msOfDay, offset: offsetOf(iso) };
}

/** Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, chrono-compatible low-level date algorithms). */
export function daysFromCivil(year: number, month: number, day: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Length of a month in days. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `Thh:mm`, then `:ss`, then a fraction, from the tenth character on. */
function timeOfDay(iso: string): number | undefined {
  const hour = iso[10] === 'T' || iso[10] === ' ' ? digits(iso, 11, 2) : Number.NaN;
  const minute = iso[13] === ':' ? digits(iso, 14, 2) : Number.NaN;
  const second = iso[16] === ':' ? digits(iso, 17, 2) : 0;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const ms = iso[19] === '.' ? digits(iso, 20, 3) : 0;
  return ((hour * 60 + minute) * 60 + second) * 1000 + (Number.isNaN(ms) ? 0 : ms);
}

function offsetOf(iso: string): number | undefined {
  const last = iso.charCodeAt(iso.length - 1);
  if (last === 90 || last === 122) return 0;
  const sign = iso[iso.length - 6];
  if ((sign !== '+' && sign !== '-') || iso[iso.length - 3] !== ':') return undefined;
  const minutes = digits(iso, iso.length - 5, 2) * 60 + digits(iso, iso.length - 2, 2);
  return Number.isNaN(minutes) ? undefined : sign === '-' ? -minutes : minutes;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
