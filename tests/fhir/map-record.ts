import type { Resource } from '@medplum/fhirtypes';
import { createRecordMapper, type OpeningContext, type Sources, toReading } from '#src/fhir/mappers/index.ts';
import { createOwnBases } from '#src/fhir/own-bases.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { elementsFor } from '#src/fhir/versions/asked-elements.ts';
import { type Day, parseDay } from '#src/history/calendar.ts';
import type { Contact, Known } from '#src/history/history.ts';
import { guarded } from '../support/watched-elements.ts';

export const codeSets = loadCodeSets();

/** A day by its ISO date. */
export function day(iso: string): Day {
  const parsed = parseDay(iso);
  if (parsed === undefined) throw new Error(`${iso} is no day`);
  return parsed;
}

export const patient = { resourceType: 'Patient', id: 'p' };

/** An ordinary visit, with what differs. */
export function visit(id: string, difference: object = {}): object {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/p' },
    period: { start: '2026-03-02T09:00:00Z' },
    participant: [{ individual: { reference: 'Practitioner/1' } }],
    ...difference,
  };
}

export const at: OpeningContext = {
  asOf: day('2026-09-01'),
  now: Date.parse('2026-09-01T10:00:00Z'),
  timeZone: 'Europe/London',
  userId: 'Practitioner/u',
  encounterId: undefined,
  offered: [],
};

/** Sources of these resources, of which nothing can be read that is not asked for; the first Patient is the person. */
export function sourcesOf(resources: readonly object[], difference: Partial<Sources> = {}, guard = true): Sources {
  const { local } = createOwnBases(undefined);
  const typed = resources.map((one) =>
    one === null || !guard ? one : guardedAsAsked(local(one) as Resource),
  ) as Resource[];
  const person = typed.find((one) => one?.resourceType === 'Patient');
  return {
    patient: person?.resourceType === 'Patient' ? person : undefined,
    resources: Map.groupBy(typed, (one) => String(one?.resourceType)),
    unread: new Map(),
    staff: 'server',
    activity: new Map(),
    ...difference,
  };
}

/** By any version's table: which one a record is of is found by its shape. */
function guardedAsAsked(resource: Resource): Resource {
  const elements = elementsFor(undefined, resource?.resourceType);
  return elements === '' ? resource : guarded(resource, elements.split(','));
}

/** What is read of a patient and these resources. */
export function read(
  resources: readonly object[],
  when: Partial<OpeningContext> = {},
  difference: Partial<Sources> = {},
) {
  const sources = sourcesOf([patient, ...resources], difference);
  const { reading, opening, tally } = toReading(sources, { ...at, ...when }, codeSets);
  const value = <T>(part: Known<T>): T => {
    if (!part.known) throw new Error(`unread: ${part.why}`);
    return part.value;
  };
  return {
    reading,
    opening,
    tally,
    get person() {
      return value(reading.person);
    },
    get contacts() {
      return value(reading.contacts);
    },
    get bookings() {
      return value(reading.bookings);
    },
    get clinicians() {
      return value(reading.clinicians);
    },
  };
}

/** The one contact that is read of an encounter. */
export function contactOf(encounter: object, others: readonly object[] = []): Contact {
  const [contact] = read([encounter, ...others]).contacts;
  if (contact === undefined) throw new Error('no contact');
  return contact;
}

/** What the first round found of a patient and these resources. */
export function named(resources: readonly object[], when: Partial<OpeningContext> = {}) {
  return createRecordMapper({ ...at, ...when }, codeSets).unreadReferences(sourcesOf([patient, ...resources]));
}
