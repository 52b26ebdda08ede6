import type { Resource } from '@medplum/fhirtypes';
import { joinIdentities, maxFamilies, plainName } from '../../history/clinician-identities.ts';
import { createDisjointSets } from '../../history/disjoint-sets.ts';
import type { IdentityRecord, RegisteredNumber } from '../../history/registered-number.ts';
import { type JsonObject, objects } from '../json.ts';
import { createOwnBases } from '../own-bases.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import { isEarlier } from './later-version.ts';
import { organisationsOf } from './organisation-index.ts';
import type { Places } from './places.ts';
import { openRecord, type PatientRecord, roleKeys } from './record.ts';
import { identifierOfKey, numberOfKey } from './references.ts';
import { collectStaff } from './staff.ts';
import type { StaffNames } from './staff-names.ts';

/**
 * A site's list of staff, of which each call takes only what it needs. It may take more than that, never less: which
 * records mean one person is decided anew for each call.
 */
export interface StaffIndex {
  /** Everyone who is named so, each with all records that may be theirs. */
  people(names: StaffNames): readonly Resource[];
  /** The organisations that are named so, with all below them and the one above. */
  organisations(names: StaffNames): readonly Resource[];
  /** Everyone with a role that is held here. */
  workingHere(places: Places): readonly Resource[];
}

/** The index of the current list: made now, so that no call waits for it, and anew by the first call after a change. */
export function indexedStaff(current: () => readonly Resource[], codeSets: CodeSets): () => StaffIndex {
  const indexOf = (list: readonly Resource[]) => ({ list, index: indexStaff(list, codeSets) });
  let indexed = indexOf(current());
  return () => {
    const list = current();
    if (indexed.list !== list) indexed = indexOf(list);
    return indexed.index;
  };
}

/** Indexes a list of practitioners, their roles and organisations. */
export function indexStaff(list: readonly Resource[], codeSets: CodeSets): StaffIndex {
  const latest = latestById(list);
  const record = recordOf([...latest.values()], codeSets);
  const staff = [...latest.keys()].filter((key) => !key.startsWith('Organization/'));
  const { joined, rolesByKey, witnesses } = joinRecords(staff, record);
  const members = Map.groupBy(staff, joined);
  const withTheirs = (references: Iterable<string>): readonly Resource[] => {
    const people = new Set<string>();
    const waiting = [...references];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const person = joined(one);
      if (people.has(person)) continue;
      people.add(person);
      waiting.push(...(witnesses.get(person) ?? []));
    }
    return [...people].flatMap((person) => members.get(person) ?? []).flatMap((key) => latest.get(key) ?? []);
  };
  const referencesOf = (key: string): readonly string[] => {
    const [, id] = /^urn:(?:uuid|oid):(.+)$/.exec(key) ?? [];
    if (id !== undefined) return [`Practitioner/${id}`, `PractitionerRole/${id}`];
    const number = numberOfKey(key);
    return [key, ...(rolesByKey.get(key) ?? []), ...(number === undefined ? [] : [textOf(number)])];
  };
  const organisations = organisationsOf(record);
  const byOrganisation = Map.groupBy(record.shared('PractitionerRole'), organisationOf);
  return {
    people: ({ keys, numbers }) => withTheirs([...[...keys].flatMap(referencesOf), ...numbers.keys()]),
    organisations: (names) => organisations(names).flatMap((key) => latest.get(key) ?? []),
    workingHere: (places) => {
      const here = [...byOrganisation.values()].filter(([role]) => {
        return role !== undefined && places.isHere(objects(role.organization)[0], role);
      });
      return withTheirs(here.flat().map(({ id }) => `PractitionerRole/${id}`));
    },
  };
}

function latestById(list: readonly Resource[]): ReadonlyMap<string, Resource> {
  const latest = new Map<string, Resource>();
  for (const resource of list) {
    const key = `${resource.resourceType}/${resource.id}`;
    const before = latest.get(key);
    if (before === undefined || !isEarlier(resource, before)) latest.set(key, resource);
  }
  return latest;
}

/** A record of staff alone. Which addresses are the EHR's own is known only in a call: here every one is taken for it. */
function recordOf(list: readonly Resource[], codeSets: CodeSets): PatientRecord {
  const { local } = createOwnBases(undefined);
  const resources = Map.groupBy(list.map(local), ({ resourceType }) => String(resourceType));
  return openRecord(
    { patient: undefined, resources, unread: new Map(), staff: 'directory', activity: new Map() },
    codeSets,
    new Map(),
  );
}

/** What role is held where: roles alike in it are asked about once. */
function organisationOf(role: JsonObject): string {
  const [organisation] = objects(role.organization);
  const reference = organisation?.reference;
  if (typeof reference === 'string') return reference.startsWith('#') ? `${role.id}${reference}` : reference;
  return organisation === undefined ? '' : JSON.stringify(organisation);
}

interface JoinedRecords {
  /** The same for all records that may be one person's: those that share a number, or a role and its practitioner. */
  joined(referenceOrNumber: string): string;
  /** Roles by the keys of their identifiers. */
  readonly rolesByKey: ReadonlyMap<string, readonly string[]>;
  /** By what is joined: whose records show that a number in it is a placeholder. */
  readonly witnesses: ReadonlyMap<string, readonly string[]>;
}

function joinRecords(references: Iterable<string>, record: PatientRecord): JoinedRecords {
  const { records, links } = collectStaff(record, []);
  const { isPlaceholder } = joinIdentities(records, links);
  const sets = createDisjointSets();
  const joinNumber = (reference: string, number: RegisteredNumber | undefined) => {
    if (number !== undefined && !isPlaceholder(number)) sets.join(reference, textOf(number));
  };
  for (const reference of references) sets.add(reference);
  for (const { reference, numbers } of records) for (const number of numbers) joinNumber(reference, number);
  for (const [role, practitioner] of links) {
    sets.join(role, practitioner);
    joinNumber(role, identifierOfKey(practitioner));
  }
  const held = records.flatMap((one) => one.numbers.map((number) => ({ one, number })));
  const placeholders = Map.groupBy(
    held.filter(({ number }) => isPlaceholder(number)),
    ({ number }) => textOf(number),
  );
  const witnesses = new Map<string, string[]>();
  for (const [number, all] of placeholders) {
    const holders = all.map(({ one }) => one);
    const shown = ofDifferentFamilies(holders).map(({ reference }) => reference);
    const joined = new Set([number, ...holders.map(({ reference }) => reference)].map(sets.find));
    for (const one of joined) witnesses.set(one, [...(witnesses.get(one) ?? []), ...shown]);
  }
  return { joined: sets.find, rolesByKey: rolesByKey(record), witnesses };
}

function rolesByKey(record: PatientRecord): ReadonlyMap<string, readonly string[]> {
  const roles = record.shared('PractitionerRole');
  const named = roles.flatMap((role) =>
    roleKeys(role).map((key) => ({ key, reference: `PractitionerRole/${role.id}` })),
  );
  const byKey = Map.groupBy(named, ({ key }) => key);
  return new Map([...byKey].map(([key, all]) => [key, all.map(({ reference }) => reference)]));
}

/** As many holders of a number as show that more families share it than a marriage explains. */
function ofDifferentFamilies(holders: readonly IdentityRecord[]): readonly IdentityRecord[] {
  const byFamily = Map.groupBy(holders, ({ family }) => plainName(family));
  byFamily.delete(undefined);
  return [...byFamily.values()].slice(0, maxFamilies + 1).flatMap((all) => all.slice(0, 1));
}

function textOf({ register, number }: RegisteredNumber): string {
  return `${register}|${number}`;
}
