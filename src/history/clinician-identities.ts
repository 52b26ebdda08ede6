import type { ClinicianKey } from './history.ts';
import { IdentityGroups } from './identity-groups.ts';
import {
  compare,
  type IdentityRecord,
  national,
  numberKey,
  prescriberRegister,
  type RegisteredNumber,
  registerOf,
} from './registered-number.ts';

/** Which records belong to the same person. */
export interface Identities {
  /** The first of the person's references in sort order; an unknown reference is its own key. */
  keyOf(reference: string): ClinicianKey;
  /** The only person who holds a number; undefined where nobody does, several do, or it is a placeholder. */
  holderOf(number: RegisteredNumber): ClinicianKey | undefined;
  /** It is shared by more family names than a marriage explains. */
  isPlaceholder(number: RegisteredNumber): boolean;
  /** References by person. */
  readonly people: ReadonlyMap<ClinicianKey, readonly string[]>;
}

/** A number recorded with more family names than this (a marriage explains two) is a placeholder, in any register. */
export const maxFamilies = 2;

/**
 * Groups records by person: by national number, by `links` (a role and its practitioner), by local number, and by a
 * prescriber's number where the family name agrees too. Never by name alone, nor by a number whose holders differ in a more
 * reliable register, nor by a placeholder. The order of the input does not matter.
 */
export function joinIdentities(
  records: readonly IdentityRecord[],
  links: readonly (readonly [string, string])[] = [],
): Identities {
  const { holders, placeholders } = holdersByNumber(records);
  const groups = new IdentityGroups(records, (number) => holders.has(numberKey(number)));
  const local = [...holders.keys()].filter(
    (key) => registerOf(key) !== prescriberRegister && !national.includes(registerOf(key)),
  );
  for (const [i, register] of national.entries()) {
    for (const [key, held] of holders) if (registerOf(key) === register) groups.joinAll(held, national.slice(0, i));
  }
  for (const [one, other] of links) groups.join(one, other);
  for (const key of local) groups.joinAll(holders.get(key) ?? []);
  for (const [key, held] of holders) if (registerOf(key) === prescriberRegister) joinByFamily(groups, held);
  const identities = identitiesOf(groups, holders);
  return { ...identities, isPlaceholder: (number) => placeholders.has(numberKey(number)) };
}

function identitiesOf(
  groups: IdentityGroups,
  holders: ReadonlyMap<string, readonly IdentityRecord[]>,
): Omit<Identities, 'isPlaceholder'> {
  const people = new Map<ClinicianKey, string[]>();
  for (const reference of groups.references()) {
    const key = groups.find(reference);
    const references = people.get(key);
    if (references === undefined) people.set(key, [reference]);
    else references.push(reference);
  }
  const found = new Map<string, ClinicianKey | undefined>();
  return {
    keyOf: (reference) => groups.find(reference),
    holderOf: (number) => {
      const key = numberKey(number);
      if (!found.has(key)) found.set(key, onlyOne((holders.get(key) ?? []).map((one) => groups.find(one.reference))));
      return found.get(key);
    },
    people,
  };
}

function onlyOne(keys: readonly ClinicianKey[]): ClinicianKey | undefined {
  const [first] = keys;
  return keys.every((key) => key === first) ? first : undefined;
}

function joinByFamily(groups: IdentityGroups, held: readonly IdentityRecord[]): void {
  const byFamily = Map.groupBy(held, (record) => plainName(record.family));
  for (const [family, same] of byFamily) if (family !== undefined) groups.joinAll(same);
}

/** The holders of each number that identifies people, and the numbers that are placeholders. */
function holdersByNumber(records: readonly IdentityRecord[]): {
  readonly holders: ReadonlyMap<string, readonly IdentityRecord[]>;
  readonly placeholders: ReadonlySet<string>;
} {
  const holders = new Map<string, IdentityRecord[]>();
  const sorted = records.toSorted((a, b) => compare(a.reference, b.reference));
  for (const record of sorted) {
    for (const number of record.numbers) {
      const held = holders.get(numberKey(number));
      if (held === undefined) holders.set(numberKey(number), [record]);
      else held.push(record);
    }
  }
  const shared = [...holders].filter(([key, held]) => registerOf(key) !== prescriberRegister && isShared(held));
  const placeholders = new Set(shared.map(([key]) => key));
  const identifying = [...holders].filter(([key]) => !placeholders.has(key)).sort(([a], [b]) => compare(a, b));
  return { holders: new Map(identifying), placeholders };
}

function isShared(held: readonly IdentityRecord[]): boolean {
  return new Set(held.flatMap(({ family }) => plainName(family) ?? [])).size > maxFamilies;
}

/** A family name in the form in which names are compared. */
export function plainName(name: string | undefined): string | undefined {
  return name?.trim().toLowerCase() || undefined;
}
