import { type Fields, objects, text } from '../json.ts';
import type { Owned, PatientRecord } from './record.ts';
import { identifierKey, numberKey } from './references.ts';
import { numbersOf } from './registers.ts';

/** Where 'here' is: the home organisation, its sites, and the organisation that it is part of. */
export interface Places {
  /** The home organisation, `Organization/id` or `Organization?identifier=…`. */
  readonly home: string | undefined;
  /** Where nothing is recorded that tells one organisation from another, it counts as here. */
  isHere(organisation: Fields | undefined, owner: Fields): boolean;
}

/** Key of the organisation that a reference means; undefined for one with only a display. */
export function organisationKey(
  reference: Fields | undefined,
  owner: Fields,
  record: PatientRecord,
): string | undefined {
  if (reference === undefined) return undefined;
  const target = record.follow(
    reference.type === undefined ? { ...reference, type: 'Organization' } : reference,
    owner,
  );
  return target?.type === undefined || target.type === 'Organization' ? target?.key : undefined;
}

/** What lies around a home organisation; references match by id and by any identifier, ODS codes among them. */
export function placesAround(home: string | undefined, record: PatientRecord): Places {
  const organisations = record.shared('Organization');
  const here = new Set<string>();
  const add = (key: string) => {
    here.add(key);
    for (const alias of aliasesOf(key, organisations)) here.add(alias);
  };
  if (home !== undefined) add(home);
  const own = [...here];
  const parents = organisations.filter((one) => own.includes(keyOf(one))).flatMap((one) => parentOf(one, record));
  for (let size = 0; size < here.size; ) {
    size = here.size;
    for (const one of organisations) if (parentOf(one, record).some((parent) => here.has(parent))) add(keyOf(one));
  }
  for (const parent of parents) add(parent);
  const homeName = organisations.find((one) => own.includes(keyOf(one)))?.name;
  const answers = new Map<string, boolean>();
  return {
    home,
    isHere: (reference, owner) => {
      if (reference === undefined) return true;
      const literal = text(reference.reference);
      const known = literal === undefined ? undefined : answers.get(literal);
      if (known !== undefined) return known;
      const key = organisationKey(reference, owner, record);
      if (key === undefined) return isSameName(reference.display, homeName);
      const answer = here.has(key) || contained(key, reference, owner, record).some((alias) => here.has(alias));
      if (literal !== undefined && !literal.startsWith('#')) answers.set(literal, answer);
      return answer;
    },
  };
}

function aliasesOf(key: string, organisations: readonly Owned[]): string[] {
  const one = organisations.find((other) => keyOf(other) === key || identifiersOf(other).includes(key));
  return one === undefined ? [] : [keyOf(one), ...identifiersOf(one)];
}

function contained(key: string, reference: Fields, owner: Fields, record: PatientRecord): string[] {
  const resource = key.includes('#') ? record.follow(reference, owner)?.resource : undefined;
  const named = identifierOf(reference);
  return [...(resource === undefined ? [] : identifiersOf(resource)), ...(named === undefined ? [] : [named])];
}

function identifierOf(reference: Fields): string | undefined {
  const [identifier] = objects(reference.identifier);
  const { system, value }: Fields = identifier ?? {};
  return typeof system === 'string' && typeof value === 'string'
    ? identifierKey('Organization', system, value)
    : undefined;
}

function keyOf(organisation: Owned): string {
  return `Organization/${organisation.id}`;
}

function identifiersOf(organisation: Fields): string[] {
  return numbersOf(organisation).map((number) => numberKey('Organization', number));
}

function parentOf(organisation: Owned, record: PatientRecord): string[] {
  const [parent] = objects(organisation.partOf);
  return [organisationKey(parent, organisation, record) ?? []].flat();
}

/** A provider that is only named is elsewhere where its name is known to be another. */
function isSameName(display: unknown, homeName: unknown): boolean {
  if (typeof display !== 'string' || typeof homeName !== 'string') return true;
  return display.trim().toLowerCase() === homeName.trim().toLowerCase();
}
