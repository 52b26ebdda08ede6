import { isMissed, withoutDuplicates } from '../detectors/engagement/appointments.ts';
import { type DateRange, type Day, isDated, isInRange } from '../history/calendar.ts';
import { type Contact, mayHaveBeenAttended, wasAttended } from '../history/contact.ts';
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
 * The longest time of at least 180 days without a contact of any kind, up to today. A restricted contact ends it too,
 * so that nothing is claimed which is not so.
 */
export function longestGap(contacts: readonly Contact[], asOf: Day, period: DateRange): Span | undefined {
  const stays = hospitalStays(contacts, asOf).map(({ first, last }) => ({ from: first, to: last }));
  const days = contacts
    .filter(isDated)
    .filter((one) => mayHaveBeenAttended(one) && one.day < asOf)
    .map(({ day }) => ({ from: day, to: day }));
  const met = [...stays, ...days].filter(({ to }) => to >= period.from).toSorted((a, b) => a.from - b.from);
  let longest: Span | undefined;
  let last: Day | undefined;
  for (const { from, to } of [...met, { from: asOf, to: asOf }]) {
    if (last !== undefined && from - last >= leastGap && from - last > lengthOf(longest))
      longest = { from: last, to: from };
    last = Math.max(last ?? to, to);
  }
  return longest;
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

function lengthOf(span: Span | undefined): number {
  return span === undefined ? 0 : span.to - span.from;
}

/** The part of a span that lies in a period, if any. */
export function clipped({ from, to }: Span, period: DateRange): readonly Span[] {
  const span = { from: Math.max(from, period.from), to: Math.min(to, period.to - 1) };
  return span.from <= span.to ? [span] : [];
}
