import { type Identities, joinIdentities } from '../../history/clinician-identities.ts';
import type { ExclusionReason } from '../../history/exclusion.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { prescriberRegister, type RegisteredNumber } from '../../history/registered-number.ts';
import { type JsonObject, objects, text } from '../json.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import type { PatientRecord } from './record.ts';
import { identifierOfKey } from './references.ts';
import { collectStaff, nodeOf, nodeOfTarget, type StaffRole } from './staff.ts';
import { type StandIns, standIns } from './stand-ins.ts';
import type { Target } from './target.ts';

/** Whom a reference to staff means: a clinician, or why it means nobody who can be identified. */
export type ClinicianMatch =
  | { readonly key: ClinicianKey; readonly why?: undefined; readonly role?: undefined }
  | {
      readonly key?: undefined;
      readonly why: Extract<ExclusionReason, 'clinician-not-recorded' | 'clinician-unread'>;
      /** The role that was not read. */
      readonly role?: string;
    };

/** Everyone whom the record's references mean. */
export interface People {
  /** Practitioner resources by person. */
  readonly practitioners: ReadonlyMap<ClinicianKey, readonly JsonObject[]>;
  /** PractitionerRole resources by person. */
  readonly roles: ReadonlyMap<ClinicianKey, readonly StaffRole[]>;
  /** Contained ones: they say as what a person was named, and nothing of today. */
  readonly snapshots: ReadonlyMap<ClinicianKey, readonly StaffRole[]>;
  /** Every reference by which a person is known to the staff's records. */
  readonly references: Identities['people'];
  find(reference: JsonObject, owner: JsonObject): ClinicianMatch | undefined;
  /** The same, but without noting the reference and name as a mention of the person. */
  identify(reference: JsonObject, owner: JsonObject): ClinicianMatch | undefined;
  /** Whether everything that was read of a person calls them 'unknown', 'system' or the like. */
  isNobody(key: ClinicianKey): boolean;
  /** Whether nobody else holds this number. */
  aloneHolds(key: ClinicianKey, number: RegisteredNumber): boolean;
  /** References to roles that were not read. */
  readonly unreadRoles: ReadonlySet<string>;
  /** Persons found so far, each with the references and names under which. */
  readonly found: ReadonlyMap<ClinicianKey, Mention>;
}

/** How references name a person. */
interface Mention {
  readonly references: ReadonlySet<string>;
  /** Least display, so that the order of the record does not matter. */
  readonly display: string | undefined;
}

const nobody: ClinicianMatch = { why: 'clinician-not-recorded' };

/** Joins the clinicians that were read, or are contained in `owners`, and finds persons by reference. */
export function findPeople(record: PatientRecord, owners: readonly JsonObject[], codeSets: CodeSets): People {
  const staff = collectStaff(record, owners);
  const identities = joinIdentities(staff.records, staff.links);
  const found = new Map<ClinicianKey, { references: Set<string>; display: string | undefined }>();
  const unreadRoles = new Set<string>();
  const rolesByPerson = (roles: readonly StaffRole[]) =>
    grouped(
      roles,
      ({ node }) => keyOfNode(node, identities),
      (role) => role,
    );
  const practitioners = grouped(
    staff.practitioners,
    ({ node }) => keyOfNode(node, identities),
    ({ resource }) => resource,
  );
  const stands = standIns(codeSets, practitioners);
  const meant = meaning(record, identities, stands);
  return {
    practitioners,
    roles: rolesByPerson(staff.roles.filter(({ snapshot }) => !snapshot)),
    snapshots: rolesByPerson(staff.roles.filter(({ snapshot }) => snapshot)),
    references: identities.people,
    aloneHolds: (key, number) => number.register !== prescriberRegister && identities.holderOf(number) === key,
    found,
    unreadRoles,
    isNobody: (key) => stands.inFor(key) === true,
    find: (reference, owner) => {
      const { target, person } = meant(reference, owner);
      if (person?.role !== undefined) unreadRoles.add(person.role);
      if (person?.key !== undefined && target !== undefined)
        mention(found, person.key, target, text(reference.display));
      return person;
    },
    identify: (reference, owner) => meant(reference, owner).person,
  };
}

/** What a reference leads to and whom it means. */
function meaning(
  record: PatientRecord,
  identities: Identities,
  stands: StandIns,
): (
  reference: JsonObject,
  owner: JsonObject,
) => { readonly target: Target | undefined; readonly person: ClinicianMatch | undefined } {
  const known = new Map<Target, ClinicianMatch | undefined>();
  const personAt = (target: Target, owner: JsonObject): ClinicianMatch | undefined => {
    // What is contained means something in its owner alone.
    if (target.key.includes('#')) return personOf(target, owner, record, identities);
    if (!known.has(target)) known.set(target, personOf(target, owner, record, identities));
    return known.get(target);
  };
  return (reference, owner) => {
    const target = record.follow(reference, owner);
    if (target === undefined) return { target, person: holder(reference, record, identities, stands.inFor) };
    const person = personAt(target, owner);
    if (person?.key === undefined) return { target, person };
    const isStandIn = stands.inFor(person.key) ?? stands.isNamedSo(text(reference.display));
    return { target, person: isStandIn ? nobody : person };
  };
}

/** Whom an identifier alone means, where the reference does not say of what: a clinician who was read with it. */
function holder(
  reference: JsonObject,
  { numbers }: PatientRecord,
  identities: Identities,
  isStandIn: (key: ClinicianKey) => boolean | undefined,
): ClinicianMatch {
  if (reference.reference !== undefined || reference.identifier === undefined) return nobody;
  const [key] = numbers.of(reference).flatMap((number) => identities.holderOf(number) ?? []);
  return key === undefined || isStandIn(key) ? nobody : { key };
}

function mention(
  found: Map<ClinicianKey, { references: Set<string>; display: string | undefined }>,
  key: ClinicianKey,
  target: Target,
  display: string | undefined,
): void {
  const known = found.get(key) ?? { references: new Set<string>(), display: undefined };
  if (known.references.size === 0) found.set(key, known);
  if (!target.key.includes('#')) known.references.add(target.key);
  if (display !== undefined && (known.display === undefined || display < known.display)) known.display = display;
}

function personOf(
  target: Target,
  owner: JsonObject,
  record: PatientRecord,
  identities: Identities,
): ClinicianMatch | undefined {
  const { type, resource, key } = target;
  if (type === 'PractitionerRole') {
    if (resource === undefined) return { why: 'clinician-unread', role: key };
    const practitioner = nodeOf(objects(resource.practitioner)[0], key.includes('#') ? owner : resource, record);
    return foundBy(practitioner, identities);
  }
  if (type !== undefined && type !== 'Practitioner') return undefined;
  return foundBy(nodeOfTarget(target, record), identities);
}

/** A number that more than two families share names none of them. */
function foundBy(node: string | undefined, identities: Identities): ClinicianMatch {
  const number = node === undefined ? undefined : identifierOfKey(node);
  if (node === undefined || (number !== undefined && identities.isPlaceholder(number))) return nobody;
  return { key: keyOfNode(node, identities) };
}

function keyOfNode(node: string, identities: Identities): ClinicianKey {
  const number = identifierOfKey(node);
  return (number === undefined ? undefined : identities.holderOf(number)) ?? identities.keyOf(node);
}

function grouped<T, V>(
  items: readonly T[],
  key: (item: T) => ClinicianKey,
  value: (item: T) => V,
): ReadonlyMap<ClinicianKey, readonly V[]> {
  const groups = Map.groupBy(items, key);
  return new Map([...groups].map(([person, group]) => [person, group.map(value)]));
}
