/** Whole numbers by key: what becomes of each person. Sums do not depend on the order or the number of workers. */
export type Counts = Map<string, number>;

/** What is counted: the first item is the kind of count, the others say of what. */
export type CountKey = readonly [kind: string, ...of: readonly (string | number)[]];

/** Adds to the count of a key. `by` is a whole number, so that no sum depends on the order of its terms. */
export function add(counts: Counts, key: CountKey, by = 1): void {
  const text = JSON.stringify(key);
  counts.set(text, (counts.get(text) ?? 0) + by);
}

/** Adds all counts of one to another. */
export function addAll(counts: Counts, more: Iterable<readonly [string, number]>): void {
  for (const [key, count] of more) counts.set(key, (counts.get(key) ?? 0) + count);
}

/** What is counted of a kind, without its first item, in the order of the keys' texts. */
export function countsOf(
  counts: Counts,
  kind: string,
): readonly { readonly of: readonly (string | number)[]; readonly count: number }[] {
  const start = JSON.stringify([kind]).slice(0, -1);
  const ofKind = [...counts].filter(([key]) => key.startsWith(`${start},`) || key === `${start}]`);
  return ofKind.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ of: JSON.parse(key).slice(1), count }));
}
