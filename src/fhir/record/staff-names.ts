import { memoByList } from '../../history/memo.ts';
import type { RegisteredNumber } from '../../history/registered-number.ts';
import { fields, type JsonObject, objects } from '../json.ts';
import { isAbsolute } from '../own-bases.ts';
import { referenceKey } from './references.ts';
import { canonicalNumber } from './registers.ts';

/** What a record may mean staff and organisations by. */
export interface StaffNames {
  /** Keys of references, made relative. */
  readonly keys: ReadonlySet<string>;
  /** Every identifier, by `register|number`. */
  readonly numbers: ReadonlyMap<string, RegisteredNumber>;
}

/** Elements in which visits name staff and organisations; every other type is looked through as a whole. */
const elementsOfVisits = ['participant', 'serviceProvider', 'contained'];
const visits: readonly string[] = ['Encounter', 'Appointment'];
/** Types of the person's own in which a clinician or organisation is looked for. */
const others: readonly string[] = [
  ...['Patient', 'CareTeam', 'EpisodeOfCare', 'CarePlan', 'Task', 'Communication'],
  ...['Practitioner', 'PractitionerRole', 'Organization'],
];

/** The names in these resources, by type, and in what else the call holds. */
export function staffNames(resources: ReadonlyMap<string, readonly unknown[]>, more: readonly unknown[]): StaffNames {
  const collector = emptyCollector();
  const { keys, numbers } = collector;
  for (const type of visits) {
    const named = namesOfVisits(resources.get(type) ?? none);
    for (const key of named.keys) keys.add(key);
    for (const [key, number] of named.numbers) numbers.set(key, number);
  }
  for (const type of others) {
    for (const resource of resources.get(type) ?? []) {
      const { id }: JsonObject = fields(resource) ?? {};
      if (typeof id === 'string') keys.add(`${type}/${id}`);
      collect(resource, collector);
    }
  }
  collect(more, collector);
  return { keys, numbers };
}

const none: readonly unknown[] = [];

/** A call asks twice about the same visits. */
const namesOfVisits = memoByList((all: readonly unknown[]): StaffNames => {
  const collector = emptyCollector();
  for (const visit of all) {
    for (const element of elementsOfVisits) collect(fields(visit)?.[element], collector);
  }
  return collector;
});

function emptyCollector(): Collector {
  return { keys: new Set(), numbers: new Map(), literals: new Set() };
}

interface Collector {
  readonly keys: Set<string>;
  readonly numbers: Map<string, RegisteredNumber>;
  /** References that were met before. */
  readonly literals: Set<unknown>;
}

function collect(value: unknown, collector: Collector): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, collector);
    return;
  }
  const owner = fields(value);
  if (owner === undefined) return;
  noteNames(owner, collector);
  // for…in makes no list of names, and what was parsed has no others than its own.
  for (const name in owner) {
    const inner = owner[name];
    if (typeof inner === 'object' && inner !== null) collect(inner, collector);
  }
}

function noteNames(owner: JsonObject, { keys, numbers, literals }: Collector): void {
  const { reference, identifier } = owner;
  if (identifier !== undefined) noteNumbers(identifier, numbers);
  else if (reference === undefined || literals.has(reference)) return;
  literals.add(reference);
  const key = referenceKey(owner);
  if (key !== undefined) keys.add(isAbsolute(key) ? key.split('/').slice(-2).join('/') : key);
}

function noteNumbers(identifiers: unknown, numbers: Map<string, RegisteredNumber>): void {
  for (const { system, value } of objects(identifiers)) {
    if (typeof system !== 'string' || typeof value !== 'string') continue;
    const number = canonicalNumber(system, value);
    numbers.set(`${number.register}|${number.number}`, number);
  }
}
