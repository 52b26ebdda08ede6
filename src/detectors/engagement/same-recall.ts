/** Something with topics: names of recall sets, codes, words. */
export interface HasKinds {
  readonly kinds: readonly string[];
}

/**
 * Keys by which things of the same topic are matched: the names of its recall sets or, without any, its codes and words.
 * Two things that share a key have the same topic.
 */
export function recallKeys(one: HasKinds): readonly string[] {
  const recalls = recallSetsOf(one);
  return recalls.length > 0 ? recalls : one.kinds;
}

/** Names of the recall sets among its kinds. */
export function recallSetsOf({ kinds }: HasKinds): readonly string[] {
  return kinds.filter((kind) => kind.startsWith('recall-'));
}

/** Without those that share a key with an earlier item. */
export function distinctBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const own = keys(item);
    if (own.some((key) => seen.has(key))) return false;
    for (const key of own) seen.add(key);
    return true;
  });
}
