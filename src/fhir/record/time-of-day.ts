/** What follows the day in a date-time. */
export interface TimeOfDay {
  /** From the day's start as written; a whole day or a little more for 24:00 and for a leap second. */
  readonly msOfDay: number;
  /** Minutes from UTC; undefined where the text gives none. */
  readonly offset: number | undefined;
}

const minutesPerDay = 24 * 60;

/** `Thh:mm`, then `:ss`, then a fraction, then an offset, from the eleventh character on; undefined for anything else. */
export function timeOfDay(iso: string): TimeOfDay | undefined {
  const hour = startsTime(iso) ? digits(iso, 11, 2) : Number.NaN;
  const minute = iso[13] === ':' ? digits(iso, 14, 2) : Number.NaN;
  const hasSeconds = iso[16] === ':';
  const second = hasSeconds ? digits(iso, 17, 2) : 0;
  const ofDay = hour * 60 + minute;
  if (!(ofDay <= minutesPerDay && minute <= 59 && second <= 60)) return undefined;
  if (ofDay === minutesPerDay && second > 0) return undefined;
  const end = hasSeconds ? fractionEnd(iso, 19) : 16;
  const offset = end === iso.length ? undefined : zoneAt(iso, end);
  if (offset === undefined && end < iso.length) return undefined;
  return { msOfDay: (ofDay * 60 + second) * 1000 + (hasSeconds ? fraction(iso, 19, end) : 0), offset };
}

/** Whether a time of day follows the day. */
export function startsTime(iso: string): boolean {
  return iso[10] === 'T' || iso[10] === 't' || iso[10] === ' ';
}

/**
 * The offset in minutes that fills a text from here to its end: `Z`, `+hh:mm`, `+hhmm`, `+hh` or `UTC`, of either
 * sign, perhaps after a space, perhaps with the name of the zone behind it; undefined where it is none.
 */
export function zoneAt(iso: string, from: number): number | undefined {
  const start = iso[from] === ' ' ? from + 1 : from;
  const named = iso.endsWith(']') ? iso.indexOf('[', start) : iso.length;
  const zone = iso.slice(start, named < 0 ? iso.length : named);
  if (zone === 'Z' || zone === 'z' || zone === 'UTC' || zone === 'GMT') return 0;
  const hours = digits(zone, 1, 2);
  const minutes = zone.length === 3 ? 0 : digits(zone, zone[3] === ':' ? 4 : 3, 2);
  const isWhole = zone.length === 3 || zone.length === (zone[3] === ':' ? 6 : 5);
  if (!isWhole || !(hours <= 14 && minutes <= 59)) return undefined;
  if (zone[0] === '+') return hours * 60 + minutes;
  return zone[0] === '-' ? -(hours * 60 + minutes) : undefined;
}

/** The number that the next `count` digits write; NaN where they are not all digits. */
export function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Where a fraction of a second ends that may begin here. */
function fractionEnd(iso: string, from: number): number {
  if (iso[from] !== '.' && iso[from] !== ',') return from;
  let end = from + 1;
  while (!Number.isNaN(digits(iso, end, 1))) end += 1;
  return end;
}

/** Whole ms of a fraction; what is finer is of no use here. */
function fraction(iso: string, from: number, end: number): number {
  const count = Math.min(3, end - from - 1);
  return count <= 0 ? 0 : digits(iso, from + 1, count) * 10 ** (3 - count);
}
