import { createDisjointSets } from './disjoint-sets.ts';
import { compare, type IdentityRecord, national, type RegisteredNumber } from './registered-number.ts';

/** Groups of references of one person each, represented by the first in sort order, with the group's national numbers. */
export class IdentityGroups {
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

  /** Joins all records of a number, unless a more reliable register shows that two people hold it. */
  joinAll(records: readonly IdentityRecord[], surer: readonly string[] = national): void {
    const first = records[0]?.reference;
    if (first === undefined) return;
    if (surer.some((register) => this.#isApart(records, register))) return;
    for (const { reference } of records) this.join(first, reference);
  }

  /** The records that have numbers in the register have none in common. */
  #isApart(records: readonly IdentityRecord[], register: string): boolean {
    const roots = new Set(records.map(({ reference }) => this.find(reference)));
    const held = [...roots].flatMap((root) => this.#numbers.get(root)?.get(register) ?? []);
    const [least, ...others] = held.sort((a, b) => a.size - b.size);
    return least !== undefined && ![...least].some((number) => others.every((one) => one.has(number)));
  }
}

/** Adds the smaller set to the larger, so that many unions of growing sets stay cheap. */
function united(one: Set<string> | undefined, other: Set<string>): Set<string> {
  if (one === undefined) return other;
  const [larger, smaller] = one.size < other.size ? [other, one] : [one, other];
  for (const each of smaller) larger.add(each);
  return larger;
}
