/** Sets of texts that grow by being joined (union-find); each is represented by its least member. */
export interface DisjointSets {
  /** Every text that was added or joined. */
  members(): Iterable<string>;
  add(one: string): void;
  /** The least member of the set; a text that was never added stands for itself. */
  find(one: string): string;
  /** @returns the set's least member from now on, and the other one's until now: the same where they were one set */
  join(one: string, other: string): { readonly least: string; readonly rest: string };
}

/** No sets yet. */
export function createDisjointSets(): DisjointSets {
  const parents = new Map<string, string>();
  const parentOf = (one: string) => parents.get(one) ?? one;
  const find = (one: string): string => {
    let root = one;
    while (parentOf(root) !== root) root = parentOf(root);
    // Everything on the way leads to the root from now on, so that a long chain is walked once.
    for (let passed = one; passed !== root; ) {
      const next = parentOf(passed);
      parents.set(passed, root);
      passed = next;
    }
    return root;
  };
  return {
    members: () => parents.keys(),
    add: (one) => {
      if (!parents.has(one)) parents.set(one, one);
    },
    find,
    join: (one, other) => {
      const [a, b] = [find(one), find(other)];
      const [least, rest] = a < b ? [a, b] : [b, a];
      parents.set(least, least).set(rest, least);
      return { least, rest };
    },
  };
}
