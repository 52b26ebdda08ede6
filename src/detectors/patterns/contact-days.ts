import type { Day } from '../../history/calendar.ts';
import type { DatedContact } from '../../history/contact.ts';
import { custodyPeriods } from '../../history/custody.ts';
import { mergeRanges } from '../../history/date-ranges.ts';
import { profession } from '../../history/employment.ts';
import { greatest } from '../../history/extremes.ts';
import type { RelationalHistory } from '../../history/history.ts';
import { hospitalStays } from '../../history/hospital-stays.ts';
import type { Opening } from '../../history/opening.ts';
import { unplannedConsultations } from '../../history/own-rhythm.ts';

/** A day on which the person was in touch here, unplanned, with whomever of the team. */
export interface ContactDay {
  readonly day: Day;
  readonly contacts: readonly DatedContact[];
}

type Consulted = Pick<RelationalHistory, 'contacts' | 'clinicians'>;

/** The person's own contact days before the opening, oldest first. */
export function contactDays({ contacts, clinicians }: Consulted, { asOf, now }: Opening): readonly ContactDay[] {
  const own = unplannedConsultations(contacts, now).filter(
    ({ day, clinician }) => day < asOf && profession(clinicians.get(clinician ?? '')) !== 'not-clinical',
  );
  return [...Map.groupBy(own, ({ day }) => day)].map(([day, ofDay]) => ({ day, contacts: ofDay }));
}

/** Days on which the person could not have come: nights in hospital, and custody. */
export function daysElsewhere({ contacts }: Consulted, { asOf }: Opening): ReturnType<typeof mergeRanges> {
  const nights = hospitalStays(contacts, asOf).map(({ first, last }) => ({ from: first, to: last }));
  return mergeRanges([...nights, ...custodyPeriods(contacts, asOf)]);
}

/**
 * On how many of the days the most frequent coded reason was given, if that is at least this share: then one illness
 * explains them.
 */
export function daysOfOneReason(days: readonly ContactDay[], share: number): number | undefined {
  const counts = new Map<string, number>();
  for (const { contacts } of days) {
    for (const reason of new Set(contacts.flatMap(({ reasons }) => reasons)))
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const most = greatest([0, ...counts.values()]);
  return most > 0 && most >= share * days.length ? most : undefined;
}
