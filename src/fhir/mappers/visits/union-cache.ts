/** The words of two lists, each once. */
export type Union = (one: readonly string[], other: readonly string[]) => readonly string[];

/** The one list for whatever has no words. */
export const emptyList: readonly string[] = Object.freeze<string[]>([]);

/**
 * Unites lists once for each pair of them: thousands of encounters share a few lists, and so a few unions. Without it
 * mapping 1,000 encounters takes a quarter longer.
 */
export function createUnionCache(): Union {
  const known = new WeakMap<readonly string[], WeakMap<readonly string[], readonly string[]>>();
  return (one, other) => {
    if (other.length === 0 || one === other) return one;
    if (one.length === 0) return other;
    const unions = known.get(one) ?? new WeakMap<readonly string[], readonly string[]>();
    const union = unions.get(other) ?? [...new Set([...one, ...other])];
    if (!unions.has(other)) known.set(one, unions.set(other, union));
    return union;
  };
}
