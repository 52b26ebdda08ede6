import { type DateRange, type Day, months, parseDay } from '../../history/calendar.ts';
import { type Contact, type DatedContact, isRestricted, isUndated } from '../../history/contact.ts';
import { daysInRanges, isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Stay } from '../../history/hospital-stays.ts';
import { seenBefore } from '../../history/last-seen.ts';
import type { Opening } from '../../history/opening.ts';
import { unplanned } from '../../history/own-rhythm.ts';

/** A person's own rhythm of visits, and the gap that ends now. */
export interface OwnGap {
  /** Visits of the rhythm, oldest first, one a day. */
  readonly visits: readonly DatedContact[];
  /** Observed days in which they took place. */
  readonly days: number;
  readonly from: Day;
  /** The last day with a contact of any kind before the gap, and these contacts. */
  readonly last: Day;
  readonly lastSeen: readonly DatedContact[];
  /** From the last contact to now, without time in which nobody could have come. */
  readonly gap: number;
}

const noDay = Number.NaN;
/** General practice in England was told to see people by telephone first, and people not to come, until 19 July 2021. */
const lockdown: DateRange = { from: parseDay('2020-03-23') ?? noDay, to: parseDay('2021-07-19') ?? noDay };
/** Visits so dense are one acute illness, which says nothing of the usual rhythm. */
const cluster = { visits: 4, days: 28 };

/**
 * The gap before now against the visits of `rhythmMonths` before it, those within the spans `apart` left out; undefined
 * where there was no contact, or a later one.
 */
export function ownGap(
  contacts: readonly Contact[],
  { asOf, now, visit }: Opening,
  observed: Day,
  apart: readonly DateRange[],
  { rhythmMonths, minGapDays }: { readonly rhythmMonths: number; readonly minGapDays: number },
): OwnGap | undefined {
  const { contacts: earlier, stays, last } = seenBefore(contacts, asOf, visit?.reference);
  if (last < 0 || asOf - last < minGapDays || isHiddenSince(contacts, last, asOf)) return undefined;
  const from = Math.max(observed, last - months(rhythmMonths));
  const spans = mergeRanges([lockdown, ...apart]);
  const own = unplanned(earlier, now).filter(({ day }) => day >= from && !isInRanges(spans, day));
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

/** Whoever had a restricted contact was not silent, though it is not disclosed; an undated one may have been since, too. */
function isHiddenSince(contacts: readonly Contact[], last: Day, asOf: Day): boolean {
  return contacts.some((one) => {
    const { day, latest = asOf - 1 } = one;
    return (isRestricted(one) || isUndated(one)) && (day ?? latest) > last && (day ?? last) < asOf;
  });
}

/** Nights in hospital are days in which nobody could have come. */
function nights({ first, last }: Stay): DateRange {
  return { from: first, to: last };
}

function oncePerDay(visits: readonly DatedContact[]): DatedContact[] {
  return visits.filter(({ day }, i) => day !== visits[i - 1]?.day);
}

/** A visit is of a cluster where enough visits lie within its days, before or after it; visits are in the order of days. */
function withoutClusters(visits: readonly DatedContact[]): DatedContact[] {
  const dense = new Set<DatedContact>();
  visits.forEach(({ day }, i) => {
    const last = visits[i + cluster.visits - 1];
    if (last !== undefined && last.day - day < cluster.days)
      for (const one of visits.slice(i, i + cluster.visits)) dense.add(one);
  });
  return visits.filter((one) => !dense.has(one));
}

/** How many days of a span lie in any of the others, each once however many tell of it. */
function daysOf(spans: readonly DateRange[], within: DateRange): number {
  return daysInRanges(mergeRanges(spans), within);
}
