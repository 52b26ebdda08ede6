import { tzOffset } from '@date-fns/tz';
import type { Day } from '../../history/calendar.ts';
import { dayNumber, lastDayOfMonth, parseDateTime } from './date-time.ts';

/** Reads FHIR date, dateTime and instant values in one time zone. */
export interface LocalTime {
  /** Instant in ms since 1970; undefined where the value gives no time of day. */
  instant(value: unknown): number | undefined;
  /** Local day; undefined where the value is coarser than a day or no date. */
  day(value: unknown): Day | undefined;
  /** Local day of an instant. */
  dayOf(instant: number): Day;
  /** The day, or of a month its last; undefined for a year. */
  monthDay(value: unknown): Day | undefined;
  /** First day that the value can mean: of a year its first, of a month its first. */
  firstDay(value: unknown): Day | undefined;
  /** Last day that the value can mean: of a year its last, of a month its last. */
  lastDay(value: unknown): Day | undefined;
  /** The day, or the middle of a month or year. */
  middle(value: unknown): Day | undefined;
}

const msPerMinute = 60_000;
const msPerDay = 86_400_000;
/** Three centuries of the longest spans; far more of the shorter ones than a record has. */
const maxOffsets = 5000;
/** By zone; a process has those of its settings. */
const zones = new Map<string, LocalTime>();

/** The reader for an IANA zone; offsets are looked up once in a process. */
export function localTime(timeZone: string): LocalTime {
  const known = zones.get(timeZone) ?? createLocalTime(timeZone);
  zones.set(timeZone, known);
  return known;
}

function createLocalTime(timeZone: string): LocalTime {
  const offset = offsets(timeZone);
  const dayOf = (instant: number): Day => Math.floor((instant + offset(instant)) / msPerDay);
  const instant = (value: unknown): number | undefined => {
    const parsed = typeof value === 'string' ? parseDateTime(value) : undefined;
    if (parsed?.day === undefined || parsed.msOfDay === undefined) return undefined;
    const wall = parsed.day * msPerDay + parsed.msOfDay;
    return parsed.offset === undefined ? wall - offset(wall) : wall - parsed.offset * msPerMinute;
  };
  const day = (value: unknown): Day | undefined => {
    const parsed = typeof value === 'string' ? parseDateTime(value) : undefined;
    if (parsed?.day === undefined || parsed.msOfDay === undefined || parsed.offset === undefined) return parsed?.day;
    return dayOf(parsed.day * msPerDay + parsed.msOfDay - parsed.offset * msPerMinute);
  };
  const coarse = (
    value: unknown,
    of: (year: number, month: number | undefined) => Day | undefined,
  ): Day | undefined => {
    const parsed = typeof value === 'string' ? parseDateTime(value) : undefined;
    return parsed === undefined || parsed.day !== undefined ? day(value) : of(parsed.year, parsed.month);
  };
  return {
    instant,
    day,
    dayOf,
    monthDay: (value) =>
      coarse(value, (year, month) => (month === undefined ? undefined : lastDayOfMonth(year, month))),
    firstDay: (value) => coarse(value, (year, month = 1) => dayNumber(year, month, 1)),
    lastDay: (value) => coarse(value, (year, month = 12) => lastDayOfMonth(year, month)),
    middle: (value) =>
      coarse(value, (year, month) => (month === undefined ? dayNumber(year, 7, 2) : dayNumber(year, month, 16))),
  };
}

/** Powers of two of ms: 25 days, 37 hours, 2 hours. */
const spans = [2 ** 31, 2 ** 27, 2 ** 23];
const halfHour = 30 * msPerMinute;

/**
 * UTC offset in ms at an instant. Looking one up is slow: that of a whole span is remembered where it does not change in
 * it, else those of shorter ones, and of half hours around a change.
 */
function offsets(timeZone: string): (instant: number) => number {
  const lookUp = (instant: number): number => (tzOffset(timeZone, new Date(instant)) || 0) * msPerMinute;
  const wholeSpan = (key: number, span: number): number => {
    const first = lookUp(key * span);
    return first === lookUp((key + 1) * span) ? first : Number.NaN;
  };
  const ofSpans = spans.map((span) => ({ span, known: remembered((key) => wholeSpan(key, span)) }));
  const ofHalfHour = remembered((key) => lookUp(key * halfHour));
  return (instant) => {
    for (const { span, known } of ofSpans) {
      const offset = known(Math.floor(instant / span));
      if (!Number.isNaN(offset)) return offset;
    }
    return ofHalfHour(Math.floor(instant / halfHour));
  };
}

/** The cache lives as long as the process and its keys are callers' dates: it starts anew rather than grow without end. */
function remembered(find: (key: number) => number): (key: number) => number {
  const cache = new Map<number, number>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const found = find(key);
    if (cache.size >= maxOffsets) cache.clear();
    cache.set(key, found);
    return found;
  };
}
