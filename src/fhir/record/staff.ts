import { type IdentityRecord, prescriberRegister } from '../../history/registered-number.ts';
import { type JsonObject, objects } from '../json.ts';
import { containedKey } from './contained.ts';
import { mayContribute } from './contributing.ts';
import { familyOf } from './names.ts';
import type { PatientRecord } from './record.ts';
import { identifierOfKey, numberKey } from './references.ts';
import type { Target } from './target.ts';

/** One PractitionerRole that was read or is contained; `node` is its practitioner. */
export interface StaffRole {
  readonly reference: string;
  readonly node: string;
  readonly resource: JsonObject;
  /** The resource in which its own references lead. */
  readonly owner: JsonObject;
  /** Contained in another resource: as it was when that was written (hl7.org/fhir/R4/references.html#contained). */
  readonly snapshot: boolean;
}

/** The staff's records: what identities are joined from. A `node` is a reference that means a person. */
export interface Staff {
  readonly practitioners: readonly { readonly node: string; readonly resource: JsonObject }[];
  readonly roles: readonly StaffRole[];
  readonly records: readonly IdentityRecord[];
  readonly links: readonly (readonly [string, string])[];
}

/** Collects the practitioners and roles that were read or are contained in `owners`. */
export function collectStaff(record: PatientRecord, owners: readonly JsonObject[]): Staff {
  const practitioners = record
    .shared('Practitioner')
    .map((resource): Staff['practitioners'][number] => ({ node: `Practitioner/${resource.id}`, resource }));
  const roles = record
    .shared('PractitionerRole')
    .flatMap((role) => roleOf(`PractitionerRole/${role.id}`, role, role, record));
  for (const owner of owners) {
    for (const resource of owner.contained === undefined ? [] : objects(owner.contained).filter(mayContribute)) {
      if (resource.resourceType === 'PractitionerRole') {
        roles.push(...roleOf(containedKey(owner, resource.id), resource, owner, record));
      } else if (resource.resourceType === 'Practitioner') {
        const node = nodeOfTarget({ key: '#', type: undefined, resource }, record);
        if (node !== undefined) practitioners.push({ node, resource });
      }
    }
  }
  const records = [
    ...practitioners.map(({ node, resource }) => ({
      reference: node,
      numbers: record.numbers.of(resource),
      family: familyOf(resource.name),
    })),
    ...roles.flatMap(({ node }) => numbered(node)),
  ];
  const lasting = roles.filter(({ snapshot }) => !snapshot);
  return { practitioners, roles, records, links: lasting.map(({ reference, node }) => [reference, node]) };
}

/**
 * The node of the practitioner of a role; undefined if it names no distinguishable person. Roles of US Core may
 * name theirs by identifier alone.
 */
export function nodeOf(
  reference: JsonObject | undefined,
  owner: JsonObject,
  record: PatientRecord,
): string | undefined {
  const target = reference && record.follow({ type: 'Practitioner', ...reference }, owner);
  return target === undefined || (target.type !== undefined && target.type !== 'Practitioner')
    ? undefined
    : nodeOfTarget(target, record);
}

/** A contained practitioner is a person only by a number: by a name alone each resource would hold a new person. */
export function nodeOfTarget({ key, resource }: Target, { numbers: { of } }: PatientRecord): string | undefined {
  if (!key.includes('#')) return key;
  const numbers = resource === undefined ? [] : of(resource);
  const [number] = [...numbers.filter(({ register }) => register !== prescriberRegister), ...numbers];
  if (number === undefined) return undefined;
  const node = numberKey('Practitioner', number);
  return number.register === prescriberRegister ? `${node}&family=${familyOf(resource?.name)?.toLowerCase()}` : node;
}

function roleOf(reference: string, resource: JsonObject, owner: JsonObject, record: PatientRecord): StaffRole[] {
  const node = nodeOf(objects(resource.practitioner)[0], owner, record);
  return node === undefined ? [] : [{ reference, node, resource, owner, snapshot: owner !== resource }];
}

function numbered(node: string): IdentityRecord[] {
  const number = identifierOfKey(node);
  return number === undefined || number.register === prescriberRegister
    ? []
    : [{ reference: node, numbers: [number], family: undefined }];
}
