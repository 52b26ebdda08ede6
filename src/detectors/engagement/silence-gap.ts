import { type DateRange, type Day, months, parseDay } from '../../history/calendar.ts';
import { type Contact, type DatedContact, isRestricted, isUndated } from '../../history/contact.ts';
import { daysInRanges, isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Stay } from '../../history/hospital-stays.ts';
import { seenBefore } from '../../history/last-seen.ts';
import type { Opening } from '../../history/opening.ts';
import { unplannedConsultations } from '../../history/own-rhythm.ts';
import { type Silence, silent } from '../silence.ts';
import { gapProbability } from '../statistics.ts';

/** A person's own rhythm of visits, and the gap up to now. */
export interface SilenceGap {
  /** Visits of the rhythm, oldest first, one a day. */
  readonly visits: readonly DatedContact[];
  /** Days over which they were observed. */
  readonly days: number;
  readonly from: Day;
  /** The last day with a contact of any kind, and the contacts of that day. */
  readonly last: Day;
  readonly lastSeen: readonly DatedContact[];
  /** Days from the last contact to now, without the lockdown, when people had to stay away. */
  readonly gap: number;
}

export const daysAYear = 365.25;
const noDay = Number.NaN;
/** Until 19 July 2021, general practice in England had to see people by telephone first, and people had to stay away. */
const lockdown: DateRange = { from: parseDay('2020-03-23') ?? noDay, to: parseDay('2021-07-19') ?? noDay };
/** This number of visits within these days is one acute illness, not part of the usual rhythm. */
const cluster = { visits: 4, days: 28 };

/** Reasons why there is no gap. */
export const noGap = ['no-contact', 'short-gap', 'undated-contact'] as const;

/**
 * The gap up to now, and the visits of the `rhythmMonths` before it, except those in `ignored` ranges; or why there is none:
 * no contact at all, too short a gap, or one in which an undated contact may lie.
 */
export function silenceGap(
  contacts: readonly Contact[],
  { asOf, now, visit }: Opening,
  observed: Day,
  ignored: readonly DateRange[],
  { rhythmMonths, minGapDays }: { readonly rhythmMonths: number; readonly minGapDays: number },
): SilenceGap | Silence<(typeof noGap)[number]> {
  const { contacts: earlier, stays, last } = seenBefore(contacts, asOf, visit?.reference);
  if (last < 0) return silent('no-contact');
  if (asOf - last < minGapDays) return silent('short-gap', { gapDays: asOf - last, needsDays: minGapDays });
  if (hasSince(contacts.filter(isUndated), last, asOf)) return silent('undated-contact');
  const from = Math.max(observed, last - months(rhythmMonths));
  const spans = mergeRanges([lockdown, ...ignored]);
  const own = unplannedConsultations(earlier, now).filter(({ day }) => day >= from && !isInRanges(spans, day));
  const ending = new Set(stays.filter((stay) => stay.last === last).map(({ reference }) => reference));
  return {
    visits: withoutClusters(oncePerDay(own)),
    days: last - from - daysOf([lockdown, ...stays.map(nights)], { from, to: last }),
    from,
    last,
    lastSeen: earlier.filter(({ reference, day }) => day === last || ending.has(reference)),
    gap: asOf - last - daysOf([lockdown], { from: last, to: asOf }),
  };
}

/** The days of contacts after which there was none for `minGapDays`, whoever was seen and wherever. */
export function gapStarts(
  contacts: readonly Contact[],
  { asOf, visit }: Opening,
  { minGapDays }: { readonly minGapDays: number },
): readonly Day[] {
  const days = seenBefore(contacts, asOf, visit?.reference).contacts.map(({ day }) => day);
  return days.filter((day, i) => (days[i + 1] ?? asOf) - day >= minGapDays);
}

/** Reasons why a gap is no longer than usual. */
export const usualGap = ['too-few-visits', 'lockdown-gap', 'always-in-hospital', 'gap-not-unusual'] as const;

/** Why a gap is not unusual: chance alone gives such a one `perYear` times a year or more, whatever the person's own rate. */
export function whyUsual(
  { visits, days, gap }: SilenceGap,
  limits: { readonly minVisits: number; readonly minGapDays: number; readonly perYear: number },
): Silence<(typeof usualGap)[number]> | undefined {
  const { minVisits, minGapDays, perYear } = limits;
  if (visits.length < minVisits) return silent('too-few-visits', { visits: visits.length, needs: minVisits });
  if (gap < minGapDays) return silent('lockdown-gap', { gapDays: gap, needsDays: minGapDays });
  if (days <= 0) return silent('always-in-hospital');
  const probability = gapProbability(visits.length, days, gap);
  const visitsPerYear = (visits.length * daysAYear) / days;
  if (probability <= perYear / visitsPerYear) return undefined;
  return silent('gap-not-unusual', { gapDays: gap, perYear: probability * visitsPerYear, most: perYear });
}

/** A restricted contact, which is not disclosed, breaks the silence too. */
export function hasRestrictedSince(contacts: readonly Contact[], last: Day, asOf: Day): boolean {
  return hasSince(contacts.filter(isRestricted), last, asOf);
}

/** Whether one of these lies after a day and before now, or may. */
function hasSince(contacts: readonly Contact[], last: Day, asOf: Day): boolean {
  return contacts.some(({ day, latest = asOf - 1 }) => (day ?? latest) > last && (day ?? last) < asOf);
}

/** The days in hospital on which the person could not have come. */
function nights({ first, last }: Stay): DateRange {
  return { from: first, to: last };
}

function oncePerDay(visits: readonly DatedContact[]): DatedContact[] {
  return visits.filter(({ day }, i) => day !== visits[i - 1]?.day);
}

/** Leaves out the visits of clusters; visits are in the order of their days. */
function withoutClusters(visits: readonly DatedContact[]): DatedContact[] {
  const dense = new Set<DatedContact>();
  visits.forEach(({ day }, i) => {
    const last = visits[i + cluster.visits - 1];
    if (last !== undefined && last.day - day < cluster.days)
      for (const one of visits.slice(i, i + cluster.visits)) dense.add(one);
  });
  return visits.filter((one) => !dense.has(one));
}

/** How many days of a range lie in any of the others, each counted once. */
function daysOf(spans: readonly DateRange[], within: DateRange): number {
  return daysInRanges(mergeRanges(spans), within);
}
