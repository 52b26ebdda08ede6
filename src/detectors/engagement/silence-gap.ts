import { type DateRange, type Day, months, parseDay } from '../../history/calendar.ts';
import { type Contact, type DatedContact, isRestricted, isUndated } from '../../history/contact.ts';
import { daysInRanges, isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Stay } from '../../history/hospital-stays.ts';
import { seenBefore } from '../../history/last-seen.ts';
import type { Opening } from '../../history/opening.ts';
import { unplannedConsultations } from '../../history/own-rhythm.ts';

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

const noDay = Number.NaN;
/** Until 19 July 2021, general practice in England had to see people by telephone first, and people had to stay away. */
const lockdown: DateRange = { from: parseDay('2020-03-23') ?? noDay, to: parseDay('2021-07-19') ?? noDay };
/** This number of visits within these days is one acute illness, not part of the usual rhythm. */
const cluster = { visits: 4, days: 28 };

/**
 * The gap up to now, and the visits of the `rhythmMonths` before it, except those in `ignored` ranges. Undefined where there
 * was no contact, the gap is too short, or there may have been a contact in it.
 */
export function silenceGap(
  contacts: readonly Contact[],
  { asOf, now, visit }: Opening,
  observed: Day,
  ignored: readonly DateRange[],
  { rhythmMonths, minGapDays }: { readonly rhythmMonths: number; readonly minGapDays: number },
): SilenceGap | undefined {
  const { contacts: earlier, stays, last } = seenBefore(contacts, asOf, visit?.reference);
  if (last < 0 || asOf - last < minGapDays || mayHaveComeSince(contacts, last, asOf)) return undefined;
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

/** A restricted contact, which is not disclosed, breaks the silence too; an undated one may have. */
function mayHaveComeSince(contacts: readonly Contact[], last: Day, asOf: Day): boolean {
  return contacts.some((one) => {
    const { day, latest = asOf - 1 } = one;
    return (isRestricted(one) || isUndated(one)) && (day ?? latest) > last && (day ?? last) < asOf;
  });
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
