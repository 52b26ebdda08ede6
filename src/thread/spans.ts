import { isMissed, withoutDuplicates } from '../detectors/engagement/appointments.ts';
import { type DateRange, type Day, isDated, isInRange } from '../history/calendar.ts';
import { type Contact, isRestricted, isUndated, wasAttended } from '../history/contact.ts';
import { rolesHere } from '../history/employment.ts';
import type { ClinicianKey, Condition, RelationalHistory } from '../history/history.ts';
import { hospitalStays } from '../history/hospital-stays.ts';
import { longTermConditions } from '../history/long-term-conditions.ts';
import { hasMetAnywhere } from '../history/meetings.ts';
import type { Opening } from '../history/opening.ts';

/** Some days of one thing; its last day is part of it. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Days on which a clinician was away. */
export interface Absence extends Span {
  readonly clinician: ClinicianKey;
}

/** A long-term condition, from its first entry; `ended` where the record says that it is over. */
export interface LongTerm extends Span {
  readonly condition: (typeof longTermConditions)[number];
  readonly ended: boolean;
}

export interface Hospital {
  readonly stays: readonly Span[];
  /** Days of emergency attendances. */
  readonly emergencies: readonly Day[];
}

/** A gap this long is shown. */
const leastGap = 180;

/** Absences of these clinicians that their roles here record, as far as they have begun. */
export function absences(
  clinicians: readonly ClinicianKey[],
  history: Pick<RelationalHistory, 'clinicians'>,
  period: DateRange,
): readonly Absence[] {
  return clinicians
    .flatMap((key) => {
      const clinician = history.clinicians.get(key);
      if (clinician?.notNamed) return [];
      const away = (rolesHere(clinician) ?? []).flatMap((role) => role.away);
      const spans = away.flatMap(({ from, to }) =>
        clipped({ from: from ?? period.from, to: to ?? period.to - 1 }, period),
      );
      const distinct = new Map(spans.map((span) => [`${span.from} ${span.to}`, span]));
      return [...distinct.values()].map((span) => ({ ...span, clinician: key }));
    })
    .toSorted((a, b) => a.from - b.from);
}

/** Stays in hospital and emergency attendances. */
export function hospital(contacts: readonly Contact[], asOf: Day, period: DateRange): Hospital {
  const stays = hospitalStays(contacts, asOf).flatMap(({ first, last }) => clipped({ from: first, to: last }, period));
  const emergencies = contacts
    .filter(isDated)
    .filter((one) => one.setting === 'emergency' && wasAttended(one) && isInRange(one.day, period))
    .map(({ day }) => day);
  return { stays, emergencies };
}

/**
 * The longest time of at least 180 days without a contact of any kind, up to today. None where a
 * restricted or undated contact lies in it, or may: its end, or a shorter one in its place, would show the hidden contact.
 */
export function longestGap(contacts: readonly Contact[], asOf: Day, period: DateRange): Span | undefined {
  const met = contacts
    .filter(isDated)
    .filter((one) => wasAttended(one) && one.day < asOf && (one.until ?? one.day) >= period.from)
    .map(({ day, until = day }) => ({ from: day, to: Math.max(day, until) }))
    .toSorted((a, b) => a.from - b.from);
  const hidden = contacts.filter((one) => isRestricted(one) || isUndated(one));
  const gaps: Span[] = [];
  let last: Day | undefined;
  for (const { from, to } of [...met, { from: asOf, to: asOf }]) {
    if (last !== undefined && from - last >= leastGap) gaps.push({ from: last, to: from });
    last = Math.max(last ?? to, to);
  }
  const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  return longest === undefined || hidden.some((one) => mayLieIn(one, longest)) ? undefined : longest;
}

/** Of an undated contact the last possible day is known at most. */
function mayLieIn({ day, until, latest }: Contact, { from, to }: Span): boolean {
  if (day === undefined) return (latest ?? to) > from;
  return day < to && (until ?? day) > from;
}

/** Days of appointments that the person missed. */
export function missed(
  { bookings = [] }: Partial<Pick<RelationalHistory, 'bookings'>>,
  period: DateRange,
): readonly Day[] {
  const due = bookings.filter(isDated).filter(({ state, day }) => isInRange(day, period) && state !== 'cancelled');
  return withoutDuplicates(due)
    .filter(isMissed)
    .map(({ day }) => day);
}

/**
 * Long-term conditions of the problem list. One that nobody may have spoken of with the person yet is left out: the page
 * must not be where they learn of it.
 */
export function longTerm(
  history: Pick<RelationalHistory, 'contacts' | 'conditions'>,
  opening: Opening,
  period: DateRange,
): readonly LongTerm[] {
  return longTermConditions.flatMap((condition): LongTerm[] => {
    const entries = history.conditions.filter((one) => one.groups.includes(condition) && isSure(one));
    const starts = entries.flatMap(({ onset, recorded }) => onset ?? recorded ?? []);
    const [recorded] = entries.flatMap((one) => one.recorded ?? []).toSorted((a, b) => a - b);
    if (starts.length === 0 || !hasMetAnywhere(history, recorded ?? opening.asOf, opening)) return [];
    const ended = entries.every((one) => !one.active && one.ended !== undefined);
    const to = ended ? Math.max(...entries.map((one) => one.ended ?? opening.asOf)) : opening.asOf;
    return clipped({ from: Math.min(...starts), to }, period).map((span) => ({ ...span, condition, ended }));
  });
}

function isSure({ tentative, review }: Condition): boolean {
  return !tentative && !review;
}

/** The part of a span that lies in a period, if any. */
export function clipped({ from, to }: Span, period: DateRange): readonly Span[] {
  const span = { from: Math.max(from, period.from), to: Math.min(to, period.to - 1) };
  return span.from <= span.to ? [span] : [];
}
