import { createDisjointSets } from './disjoint-sets.ts';
import type { ClinicianKey } from './history.ts';

/** A number in a register: a national one by its short name (`gmc`, `sds`, …), any other by its address. */
export interface RegisteredNumber {
  readonly register: string;
  readonly number: string;
}

/** One record of a clinician, as some system keeps it. */
export interface IdentityRecord {
  readonly reference: string;
  readonly numbers: readonly RegisteredNumber[];
  readonly family: string | undefined;
}

/** Which records mean one person. */
export interface Identities {
  /** Least reference of the person; a reference that no record mentions stands for itself. */
  keyOf(reference: string): ClinicianKey;
  /** The one person who holds a number; undefined where nobody does, or more than one, or it is a placeholder. */
  holderOf(number: RegisteredNumber): ClinicianKey | undefined;
  /** More families share it than a marriage explains. */
  isPlaceholder(number: RegisteredNumber): boolean;
  /** References by person. */
  readonly people: ReadonlyMap<ClinicianKey, readonly string[]>;
}

/** Registers whose numbers are given to one person for life, surest first. */
const national = ['gmc', 'sds', 'nmc', 'gphc', 'hcpc', 'hpii', 'npi'];
/** A prescriber's number, which locums and nurses may borrow. */
export const borrowed = 'gmp';
/** A number under which more families are recorded than a marriage explains is a placeholder, in whatever register. */
export const maxFamilies = 2;

/**
 * Joins records to persons: by national number, by `links` (a role and its practitioner), by local number, and by a
 * prescriber's number where the family name agrees too. Never by name alone, and never by a number whose holders a surer
 * register tells apart, or that more than two families share. The order of the input does not matter.
 */
export function joinIdentities(
  records: readonly IdentityRecord[],
  links: readonly (readonly [string, string])[] = [],
): Identities {
  const { holders, placeholders } = holdersByNumber(records);
  const groups = new Groups(records, (number) => holders.has(numberKey(number)));
  const local = [...holders.keys()].filter(
    (key) => registerOf(key) !== borrowed && !national.includes(registerOf(key)),
  );
  for (const [i, register] of national.entries()) {
    for (const [key, held] of holders) if (registerOf(key) === register) groups.joinAll(held, national.slice(0, i));
  }
  for (const [one, other] of links) groups.join(one, other);
  for (const key of local) groups.joinAll(holders.get(key) ?? []);
  for (const [key, held] of holders) if (registerOf(key) === borrowed) joinByFamily(groups, held);
  const identities = identitiesOf(groups, holders);
  return { ...identities, isPlaceholder: (number) => placeholders.has(numberKey(number)) };
}

function identitiesOf(
  groups: Groups,
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

function joinByFamily(groups: Groups, held: readonly IdentityRecord[]): void {
  const byFamily = Map.groupBy(held, (record) => plainName(record.family));
  for (const [family, same] of byFamily) if (family !== undefined) groups.joinAll(same);
}

/** Who holds each number that may tell people apart, and the numbers that tell nobody. */
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
  const shared = [...holders].filter(([key, held]) => registerOf(key) !== borrowed && isShared(held));
  const placeholders = new Set(shared.map(([key]) => key));
  const identifying = [...holders].filter(([key]) => !placeholders.has(key)).sort(([a], [b]) => compare(a, b));
  return { holders: new Map(identifying), placeholders };
}

function isShared(held: readonly IdentityRecord[]): boolean {
  return new Set(held.flatMap(({ family }) => plainName(family) ?? [])).size > maxFamilies;
}

/** Records by person, each person represented by their least reference, with the national numbers of each. */
class Groups {
  readonly #sets = createDisjointSets();
  readonly #numbers = new Map<string, Map<string, Set<string>>>();

  constructor(records: readonly IdentityRecord[], identifies: (number: RegisteredNumber) => boolean) {
    for (const { reference, numbers } of records) {
      this.#sets.add(reference);
      for (const { register, number } of numbers) {
        if (!national.includes(register) || !identifies({ register, number })) continue;
        const own = this.#numbers.get(reference) ?? new Map<string, Set<string>>();
        this.#numbers.set(reference, own.set(register, (own.get(register) ?? new Set<string>()).add(number)));
      }
    }
  }

  references(): string[] {
    return [...this.#sets.members()].sort(compare);
  }

  find(reference: string): string {
    return this.#sets.find(reference);
  }

  join(one: string, other: string): void {
    const { least, rest } = this.#sets.join(one, other);
    if (least === rest) return;
    const numbers = this.#numbers.get(least) ?? new Map<string, Set<string>>();
    for (const [register, more] of this.#numbers.get(rest) ?? []) {
      numbers.set(register, united(numbers.get(register), more));
    }
    this.#numbers.set(least, numbers);
  }

  /** Joins all records of a number, unless a surer register shows that two persons hold it. */
  joinAll(records: readonly IdentityRecord[], surer: readonly string[] = national): void {
    const first = records[0]?.reference;
    if (first === undefined) return;
    if (surer.some((register) => this.#isApart(records, register))) return;
    for (const { reference } of records) this.join(first, reference);
  }

  /** Those of the records that have a number in the register have none in common. */
  #isApart(records: readonly IdentityRecord[], register: string): boolean {
    const roots = new Set(records.map(({ reference }) => this.find(reference)));
    const held = [...roots].flatMap((root) => this.#numbers.get(root)?.get(register) ?? []);
    const [least, ...others] = held.sort((a, b) => a.size - b.size);
    return least !== undefined && ![...least].some((number) => others.every((one) => one.has(number)));
  }
}

/** All of both; the smaller goes into the larger, so that many unions of growing sets cost little. */
function united(one: Set<string> | undefined, other: Set<string>): Set<string> {
  if (one === undefined) return other;
  const [larger, smaller] = one.size < other.size ? [other, one] : [one, other];
  for (const each of smaller) larger.add(each);
  return larger;
}

function numberKey({ register, number }: RegisteredNumber): string {
  return `${register}|${number}`;
}

function registerOf(key: string): string {
  return key.slice(0, key.indexOf('|'));
}

/** A family name as it is compared. */
export function plainName(name: string | undefined): string | undefined {
  return name?.trim().toLowerCase() || undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
