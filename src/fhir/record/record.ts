import { longestId } from '../ids.ts';
import { count, everyObject, fields, type JsonObject, objects, type Tally, text } from '../json.ts';
import { sharedTypes } from '../shared-types.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import { containedTargets } from './contained.ts';
import { isErroneous, mayContribute } from './contributing.ts';
import { type Numbers, numbersOf } from './numbers.ts';
import { ownership } from './ownership.ts';
import { identifierKey, numberOfKey, referenceKey, typeOfKey } from './references.ts';
import { isRestricted } from './restricted.ts';
import type { Sources } from './sources.ts';
import type { Target } from './target.ts';

/** A resource of the person's own, with an id. */
export type IdentifiedResource = JsonObject & { readonly id: string };

/** The resources that came, by type and by reference. */
export interface PatientRecord {
  readonly patient: JsonObject | undefined;
  /** This person's own resources of a type that may be shown, each once; of those in error only Encounters. */
  own(type: string): readonly IdentifiedResource[];
  /** This person's own restricted resources of a type: they are never shown, and may only silence. */
  restricted(type: string): readonly IdentifiedResource[];
  /** Practitioners, roles, organisations, places or medicines that were read and may be shown. */
  shared(type: string): readonly IdentifiedResource[];
  /** This person's resources of a type that the call itself holds; one without an id gets one. */
  offered(type: string, held: readonly unknown[]): readonly IdentifiedResource[];
  /** The numbers that tell people and organisations apart. */
  readonly numbers: Numbers;
  /**
   * Follows a reference of `owner`; undefined if it leads nowhere, such as to the holder of a filler number. Resources that
   * may not be disclosed count as unread.
   */
  follow(reference: JsonObject, owner: JsonObject): Target | undefined;
}

/** Sorts what came; resources of another person and broken ones are left out and counted. */
export function openRecord(sources: Sources, codeSets: CodeSets, tally: Tally): PatientRecord {
  const numbers = numbersOf(codeSets);
  const patient = fields(sources.patient);
  const shared = new Map(sharedTypes.map((type) => [type, usable(type, sources, tally).filter(mayContribute)]));
  const byKey = new Map<string, Target>();
  for (const [type, resources] of shared) {
    for (const resource of resources) {
      const target = { key: `${type}/${resource.id}`, type, resource };
      byKey.set(target.key, target);
      for (const key of type === 'PractitionerRole' ? roleKeys(resource) : []) {
        if (target.key < (byKey.get(key)?.key ?? '~')) byKey.set(key, target);
      }
    }
  }
  let byId: ReadonlyMap<string, Target> | undefined;
  const find = (key: string): Target | undefined => {
    if (!key.startsWith('urn:')) return byKey.get(key);
    byId ??= everyId(sources, byKey);
    return byId.get(key.replace(/^urn:(?:uuid|oid):/, ''));
  };
  const isOurs = ownership(patient, (key) => sharedTypes.includes(find(key)?.type ?? ''));
  const owned = new Map<string, Own>();
  const isCountedOurs = (resource: IdentifiedResource): boolean => {
    const ours = isOurs(resource);
    if (!ours) count(tally, 'other-patient');
    return ours;
  };
  const ownOf = (type: string): Own => {
    const known = owned.get(type) ?? parted(usable(type, sources, tally).filter(isCountedOurs));
    owned.set(type, known);
    return known;
  };
  return {
    patient,
    shared: (type) => shared.get(type) ?? [],
    own: (type) => ownOf(type).open,
    restricted: (type) => ownOf(type).restricted,
    offered: (type, held) => ofType(type, held, tally).filter(isCountedOurs).filter(mayContribute),
    numbers,
    follow: following(find, numbers),
  };
}

/** Resources of one type: those that may be shown, and those that may only silence. */
interface Own {
  readonly open: readonly IdentifiedResource[];
  readonly restricted: readonly IdentifiedResource[];
}

function parted(all: readonly IdentifiedResource[]): Own {
  const standing = all.filter((one) => one.resourceType === 'Encounter' || !isErroneous(one));
  const restricted = standing.filter(isRestricted);
  return { open: restricted.length === 0 ? standing : standing.filter((one) => !isRestricted(one)), restricted };
}

function ofType(type: string, held: readonly unknown[], tally: Tally): IdentifiedResource[] {
  const fitting = everyObject(held, tally).filter(({ resourceType }) => resourceType === type);
  return fitting.map((one, i) => (hasId(one) ? one : { ...one, id: `${unidentified}${i + 1}` }));
}

/** No FHIR id looks so. */
const unidentified = 'offered#';

/** Whether the id of a resource that a call holds is its own. */
export function isIdentified({ id }: IdentifiedResource): boolean {
  return !id.startsWith(unidentified);
}

/** Follows references, each literal one once. */
function following(find: (key: string) => Target | undefined, numbers: Numbers): PatientRecord['follow'] {
  const inOwner = containedTargets();
  const literals = new Map<string, Target>();
  return (reference, owner) => {
    const literal = text(reference.reference);
    const known = literal === undefined ? undefined : literals.get(literal);
    if (known !== undefined) return known;
    const key = referenceKey(reference);
    const number = key === undefined ? undefined : numberOfKey(key);
    if (key === undefined || (number !== undefined && !numbers.identifies(number))) return undefined;
    const target = key.startsWith('#') ? inOwner(key, owner) : targetOf(key, reference, find);
    if (literal === undefined) return target;
    if (!key.startsWith('#') && target !== undefined) literals.set(literal, target);
    return target;
  };
}

function targetOf(key: string, reference: JsonObject, find: (key: string) => Target | undefined): Target {
  return find(key) ?? { key, type: typeOfKey(key) ?? text(reference.type), resource: undefined };
}

/** Under what conditional and logical references lead to a role. */
export function roleKeys(role: JsonObject): string[] {
  return objects(role.identifier).flatMap(({ system, value }) =>
    typeof system === 'string' && typeof value === 'string'
      ? (identifierKey('PractitionerRole', system, value) ?? [])
      : [],
  );
}

/** Whatever was read, by id alone, for references by `urn:uuid:`; of one id under two types staff and places come first. */
function everyId(sources: Sources, shared: ReadonlyMap<string, Target>): Map<string, Target> {
  const byId = new Map<string, Target>();
  for (const [type, resources] of [...sources.resources, ['Patient', [sources.patient]] as const]) {
    for (const resource of resources) {
      const content = fields(resource);
      if (resource?.id && content !== undefined && mayContribute(content))
        byId.set(resource.id, { key: `${type}/${resource.id}`, type, resource: content });
    }
  }
  for (const target of shared.values()) byId.set(String(target.resource?.id), target);
  return byId;
}

/** Those that can be used; each came in once, in its latest version. */
function usable(type: string, sources: Sources, tally: Tally): IdentifiedResource[] {
  return everyObject(sources.resources.get(type) ?? [], tally).filter((resource): resource is IdentifiedResource => {
    if (hasId(resource)) return true;
    count(tally, 'no-id');
    return false;
  });
}

function hasId(resource: JsonObject): resource is IdentifiedResource {
  const id = text(resource.id);
  return id !== undefined && id.length <= longestId;
}
