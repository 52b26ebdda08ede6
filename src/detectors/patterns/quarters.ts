import { type DateRange, isInRange, itemsIn } from '../../history/calendar.ts';
import { type Contact, isRestricted, isUndated } from '../../history/contact.ts';
import { daysInRanges } from '../../history/date-ranges.ts';
import type { RelationalHistory } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Silence, silent } from '../silence.ts';
import { dispersionProbability } from '../statistics.ts';
import { type ContactDay, daysElsewhere } from './contact-days.ts';

/** One quarter and the contact days in it. */
export interface Quarter {
  readonly range: DateRange;
  readonly days: readonly ContactDay[];
}

interface Limits {
  readonly minMean: number;
  readonly minEmpty: number;
  readonly minHigh: number;
  readonly highTimes: number;
  readonly maxP: number;
}

type History = Pick<RelationalHistory, 'contacts' | 'clinicians'>;

/** Days of the coarsest date that is a date. */
const coarsest = 366;

/** Reasons why contact is not uneven. */
export const notUneven = [
  'few-contact-days-a-quarter',
  'few-empty-quarters',
  'few-busy-quarters',
  'may-be-chance',
] as const;

export function quartersOf(
  days: readonly ContactDay[],
  { from }: DateRange,
  { quarters, quarterDays }: { readonly quarters: number; readonly quarterDays: number },
): readonly Quarter[] {
  return Array.from({ length: quarters }, (_, i) => {
    const start = from + i * quarterDays;
    const range = { from: start, to: start + quarterDays };
    return { range, days: itemsIn(days, range) };
  });
}

/** The quarters with many, where counts are as uneven as that. */
export function busyQuarters(
  quarters: readonly Quarter[],
  history: History,
  opening: Opening,
  { minMean, minEmpty, minHigh, highTimes, maxP }: Limits,
): readonly Quarter[] | Silence<(typeof notUneven)[number]> {
  const counts = quarters.map(({ days }) => days.length);
  const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  if (mean < minMean) return silent('few-contact-days-a-quarter', { mean, needs: minMean });
  const empty = quarters.filter(emptiness(history, opening)).length;
  if (empty < minEmpty) return silent('few-empty-quarters', { quarters: empty, needs: minEmpty });
  const high = quarters.filter(({ days }) => days.length >= highTimes * mean);
  if (high.length < minHigh) return silent('few-busy-quarters', { quarters: high.length, needs: minHigh });
  const probability = dispersionProbability(counts);
  return probability <= maxP ? high : silent('may-be-chance', { probability, most: maxP });
}

/**
 * Whether a quarter surely was without any contact: no restricted contact, and none without an exact day, may have been in it,
 * and the person was not in hospital or custody for half of it.
 */
function emptiness(history: History, opening: Opening): (quarter: Quarter) => boolean {
  const hidden = history.contacts.filter((one) => one.here && (isRestricted(one) || isUndated(one)));
  const away = daysElsewhere(history, opening);
  return ({ range, days }) =>
    days.length === 0 &&
    2 * daysInRanges(away, range) < range.to - range.from &&
    !hidden.some((one) => mayBeIn(one, range));
}

/** Of a contact without an exact day only the last one possible is known; a year is as coarse as it gets. */
function mayBeIn({ day, latest }: Contact, range: DateRange): boolean {
  if (day !== undefined) return isInRange(day, range);
  return latest === undefined || (latest >= range.from && latest - coarsest < range.to);
}
