import type { Day } from '../../history/calendar.ts';
import { months, parseDay } from '../../history/calendar.ts';
import type { Contact } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Dated, tookPlace, unplanned } from '../../history/own-rhythm.ts';

/** A person's own rhythm of visits, and the gap that ends now. */
export interface OwnGap {
  /** Visits of the rhythm, oldest first, one a day. */
  readonly visits: readonly Dated[];
  /** Observed days in which they took place. */
  readonly days: number;
  readonly from: Day;
  /** The last day with a contact of any kind before the gap, and these contacts. */
  readonly last: Day;
  readonly lastSeen: readonly Dated[];
  /** From the last contact to now, without time in which nobody could have come. */
  readonly gap: number;
}

/** Days from the first up to but not including the last. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

const noDay = Number.NaN;
/** General practice in England was told to see people by telephone first, and people not to come, until 19 July 2021. */
const lockdown: Span = { from: parseDay('2020-03-23') ?? noDay, to: parseDay('2021-07-19') ?? noDay };
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
  apart: readonly Span[],
  { rhythmMonths, minGapDays }: { readonly rhythmMonths: number; readonly minGapDays: number },
): OwnGap | undefined {
  const before = contacts.filter((one): one is Dated => tookPlace(one) && (one.day ?? asOf) < asOf);
  const earlier = before.filter(({ reference }) => reference !== visit?.reference);
  const last = earlier.reduce((day, one) => Math.max(day, endOf(one, asOf)), -1);
  if (last < 0 || asOf - last < minGapDays || isHiddenSince(contacts, last, asOf)) return undefined;
  const from = Math.max(observed, last - months(rhythmMonths));
  const spans = [lockdown, ...apart];
  const own = unplanned(earlier, now).filter(({ day }) => day >= from && !spans.some((span) => isIn(span, day)));
  return {
    visits: withoutClusters(oncePerDay(own)),
    days: last - from - away(before, from, last),
    from,
    last,
    lastSeen: earlier.filter((one) => one.day === last || endOf(one, asOf) === last),
    gap: asOf - last - daysOf([lockdown], last, asOf),
  };
}

/** A restricted contact is not told of, but whoever had one wasn't silent. */
function isHiddenSince(contacts: readonly Contact[], last: Day, asOf: Day): boolean {
  return contacts.some(
    ({ day, excluded }) => excluded === 'restricted' && day !== undefined && day > last && day < asOf,
  );
}

/** Whoever is in hospital still isn't silent. */
function endOf({ day, until, setting, state }: Dated, asOf: Day): Day {
  if (setting !== 'inpatient') return day;
  return Math.max(day, until ?? (state === 'underway' ? asOf : day));
}

function oncePerDay(visits: readonly Dated[]): Dated[] {
  return visits.filter(({ day }, i) => day !== visits[i - 1]?.day);
}

/** A visit is of a cluster where enough visits lie within its days, before or after it; visits are in the order of days. */
function withoutClusters(visits: readonly Dated[]): Dated[] {
  const dense = new Set<Dated>();
  visits.forEach(({ day }, i) => {
    const last = visits[i + cluster.visits - 1];
    if (last !== undefined && last.day - day < cluster.days)
      for (const one of visits.slice(i, i + cluster.visits)) dense.add(one);
  });
  return visits.filter((one) => !dense.has(one));
}

/** Days in which nobody could have come: nights in hospital, each once however many records tell of it, and the lockdown. */
function away(contacts: readonly Dated[], from: Day, to: Day): number {
  const stays = contacts.filter(({ setting, until }) => setting === 'inpatient' && until !== undefined);
  return daysOf([lockdown, ...stays.map((one) => ({ from: one.day, to: endOf(one, to) }))], from, to);
}

/** How many days from `from` up to but not including `to` lie in any of the spans. */
function daysOf(spans: readonly Span[], from: Day, to: Day): number {
  const days = new Set<Day>();
  for (const span of spans) {
    for (let day = Math.max(span.from, from); day < Math.min(span.to, to); day += 1) days.add(day);
  }
  return days.size;
}

function isIn({ from, to }: Span, day: Day): boolean {
  return day >= from && day < to;
}
