import { lookBack } from '#src/history/calendar.ts';
import type { Clinician, Reading } from '#src/history/history.ts';
import { type Indices, indices } from '#src/history/indices.ts';
import type { Opening } from '#src/history/opening.ts';
import { namedClinician, type UsualClinician, usualClinician } from '#src/history/usual-clinician.ts';
import { type Visits, visits } from '#src/history/visits.ts';

/** Continuity in the last 36 months: GP visits counted and not counted, indices, the usual clinician. */
export interface Relations {
  readonly contacts: number;
  readonly counted: number;
  readonly notCounted: ReadonlyMap<string, number>;
  /** The same counts over the complete history up to the day. */
  readonly lifetime: { readonly counted: number; readonly notCounted: ReadonlyMap<string, number> };
  readonly indices: Indices;
  readonly usual: (UsualClinician & { readonly name: string }) | undefined;
}

/** Undefined if the person or the contacts could not be read. */
export function relationsIn(reading: Reading, { asOf, now }: Opening): Relations | undefined {
  const { person, contacts, clinicians, registration, teams } = reading;
  if (!person.known || !contacts.known || !clinicians.known) return undefined;
  const history = {
    person: person.value,
    contacts: contacts.value,
    clinicians: clinicians.value,
    ...(registration.known && { registration: registration.value }),
    ...(teams.known && { teams: teams.value }),
  };
  const seen = visits(history, lookBack(asOf, 36), now, 'gp');
  const lifetime = visits(history, { from: Number.NEGATIVE_INFINITY, to: asOf + 1 }, now, 'gp');
  const usual = usualClinician(seen.counted, namedClinician(history, asOf));
  return {
    contacts: contacts.value.length,
    counted: seen.counted.length,
    notCounted: byReason(seen),
    lifetime: { counted: lifetime.counted.length, notCounted: byReason(lifetime) },
    indices: indices(seen.counted.map(({ clinician }) => clinician)),
    usual: usual && { ...usual, name: nameOf(clinicians.value.get(usual.clinician)) },
  };
}

function byReason({ notCounted }: Visits): Map<string, number> {
  return new Map([...Map.groupBy(notCounted, ({ reason }) => reason)].map(([reason, all]) => [reason, all.length]));
}

function nameOf(clinician: Clinician | undefined): string {
  const { prefix, given, family, text } = clinician?.name ?? {};
  return text ?? ([prefix, given, family].filter(Boolean).join(' ') || (clinician?.key ?? 'someone'));
}
