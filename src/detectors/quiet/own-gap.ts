import type { Day } from '../../history/calendar.ts';
import { months, parseDay } from '../../history/calendar.ts';
import type { Contact } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';
import { type Dated, unplanned } from '../../history/own-rhythm.ts';

/** A person's own rhythm of visits, and the gap that ends now. */
export interface OwnGap {
  /** Visits of the rhythm, oldest first, one a day. */
  readonly visits: readonly Dated[];
  /** Observed days in which they took place. */
  readonly days: number;
  readonly from: Day;
  /** The last contact of any kind before the gap. */
  readonly last: Day;
  /** From the last contact to now, without time in which nobody could have come. */
  readonly gap: number;
}

const noDay = Number.NaN;
/** General practice in England was told to see people by telephone first, and people not to come. */
const lockdown = { from: parseDay('2020-03-23') ?? noDay, to: parseDay('2021-07-18') ?? noDay };
/** Visits so dense are one acute illness, which says nothing of the usual rhythm. */
const cluster = { visits: 4, days: 28 };

/** The gap before now against the visits of `rhythmMonths` before it; undefined where there was no contact, or a later one. */
export function ownGap(
  contacts: readonly Contact[],
  { asOf, now, visit }: Opening,
  observed: Day,
  { rhythmMonths, minGapDays }: { readonly rhythmMonths: number; readonly minGapDays: number },
): OwnGap | undefined {
  const before = contacts.filter((one): one is Dated => tookPlace(one) && (one.day ?? asOf) < asOf);
  const last = before
    .filter(({ reference }) => reference !== visit?.reference)
    .reduce((day, one) => Math.max(day, endOf(one, asOf)), -1);
  if (last < 0 || asOf - last < minGapDays) return undefined;
  const from = Math.max(observed, last - months(rhythmMonths));
  const visits = withoutClusters(oncePerDay(unplanned(before, now).filter(({ day }) => day >= from)));
  const days = last - from - away(before, from, last);
  return { visits, days, from, last, gap: asOf - last - overlap(lockdown, { from: last, to: asOf }) };
}

/** Any contact anywhere ends a gap, whatever it was. */
function tookPlace({ day, state, excluded }: Contact): boolean {
  if (day === undefined) return false;
  if (state === 'underway' && excluded === undefined) return true;
  return !['entered-in-error', 'cancelled', 'planned', 'restricted', 'not-a-visit'].includes(excluded ?? '');
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

/** Days of these in which nobody could have come: in hospital overnight, or during the lockdown. */
function away(contacts: readonly Dated[], from: Day, to: Day): number {
  const stays = contacts
    .filter(({ setting, until }) => setting === 'inpatient' && until !== undefined)
    .map((one) => overlap({ from: one.day, to: endOf(one, to) }, { from, to }));
  return stays.reduce((sum, each) => sum + each, overlap(lockdown, { from, to }));
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

function overlap(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}
