import { type JsonObject, objects, text } from '../json.ts';
import { matchable } from '../terminology/matching-text.ts';
import { oncePerResource } from './once-per-resource.ts';
import type { IdentifiedResource, PatientRecord } from './record.ts';
import { identifierKey, numberKey } from './references.ts';

/** The home organisation, and whether the record says so or only the number of visits there does. */
export interface Home {
  /** `Organization/id`, `Organization?identifier=…` or, where only a name is recorded, `name:…`. */
  readonly key: string | undefined;
  readonly recorded: boolean;
}

/** Where 'here' is: the home organisation, its sites, and the organisation that it is part of. */
export interface Places {
  /** The home organisation, `Organization/id` or `Organization?identifier=…`; undefined where only its name is known. */
  readonly home: string | undefined;
  /** Where nothing is recorded that tells one organisation from another, it counts as here. */
  isHere(organisation: JsonObject | undefined, owner: JsonObject): boolean;
}

/** Key of the organisation that a reference means; undefined for one with only a display. */
export function organisationKey(
  reference: JsonObject | undefined,
  owner: JsonObject,
  record: PatientRecord,
): string | undefined {
  if (reference === undefined) return undefined;
  const target = record.follow(namesType(reference) ? reference : { ...reference, type: 'Organization' }, owner);
  return target?.type === undefined || target.type === 'Organization' ? target?.key : undefined;
}

function namesType({ type, reference }: JsonObject): boolean {
  return type !== undefined || text(reference)?.startsWith('Organization/') === true;
}

/** Key of an organisation of which only a name is recorded. */
export function nameKey(display: unknown): string | undefined {
  return typeof display === 'string' && display.trim() !== '' ? `name:${plain(display)}` : undefined;
}

/** What lies around a home organisation; references match by id and by any identifier, ODS codes among them. */
export function placesAround({ key: home, recorded }: Home, record: PatientRecord): Places {
  const { here, named } = around(home, record);
  const counted = home !== undefined && !recorded;
  const isName = home?.startsWith('name:') === true;
  const homeName = isName ? home : nameKey(named?.name);
  const isIdentified = oncePerResource((resource) => identifiersOf(resource, record).some((key) => here.has(key)));
  const isAlsoHere = (key: string, reference: JsonObject, owner: JsonObject): boolean => {
    const resource = key.includes('#') ? record.follow(reference, owner)?.resource : undefined;
    return (resource !== undefined && isIdentified(resource)) || here.has(identifierOf(reference) ?? '');
  };
  return {
    home: isName ? undefined : home,
    isHere: (reference, owner) => {
      if (reference === undefined) return true;
      const key = organisationKey(reference, owner, record);
      if (key === undefined) return isSameName(nameKey(reference.display), homeName, counted);
      return here.has(key) || isAlsoHere(key, reference, owner);
    },
  };
}

/** The keys of the home organisation, of all below it and of the one above it, and the resource that is the home. */
function around(
  home: string | undefined,
  record: PatientRecord,
): { here: ReadonlySet<string>; named: IdentifiedResource | undefined } {
  const organisations = record.shared('Organization');
  const aliasesOf = aliases(organisations, record);
  const here = new Set<string>();
  const add = (key: string): string[] => {
    const added = [key, ...(aliasesOf.get(key) ?? [])].filter((one) => !here.has(one));
    for (const one of added) here.add(one);
    return added;
  };
  const own = new Set(home === undefined ? [] : add(home));
  const homes = organisations.filter((one) => own.has(keyOf(one)));
  const below = Map.groupBy(organisations, (one) => parentOf(one, record));
  const toVisit = [...own];
  for (let key = toVisit.pop(); key !== undefined; key = toVisit.pop())
    for (const one of below.get(key) ?? []) toVisit.push(...add(keyOf(one)));
  for (const parent of homes.map((one) => parentOf(one, record))) if (parent !== undefined) add(parent);
  return { here, named: homes[0] };
}

/** By each key of an organisation all its keys; of a key that several have, those of the first. */
function aliases(
  organisations: readonly IdentifiedResource[],
  record: PatientRecord,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const one of organisations) {
    const keys = [keyOf(one), ...identifiersOf(one, record)];
    for (const key of keys) if (!found.has(key)) found.set(key, keys);
  }
  return found;
}

function identifierOf(reference: JsonObject): string | undefined {
  const [identifier] = objects(reference.identifier);
  const { system, value }: JsonObject = identifier ?? {};
  return typeof system === 'string' && typeof value === 'string'
    ? identifierKey('Organization', system, value)
    : undefined;
}

function keyOf(organisation: IdentifiedResource): string {
  return `Organization/${organisation.id}`;
}

function identifiersOf(organisation: JsonObject, { numbers }: PatientRecord): string[] {
  return numbers.of(organisation).map((number) => numberKey('Organization', number));
}

function parentOf(organisation: IdentifiedResource, record: PatientRecord): string | undefined {
  return organisationKey(objects(organisation.partOf)[0], organisation, record);
}

/** A provider that is only named is elsewhere where its name is known to be another, or where visits were counted by place. */
function isSameName(name: string | undefined, homeName: string | undefined, counted: boolean): boolean {
  return name === undefined || name === homeName || (homeName === undefined && !counted);
}

function plain(name: string): string {
  return matchable(name).trim().toLowerCase();
}
