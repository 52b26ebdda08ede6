/** Something that says what it was for: names of recall sets, codes, words. */
export interface OfKinds {
  readonly kinds: readonly string[];
}

/**
 * What tells it from things of another kind: the names of its recall sets; only where it has none, its codes and words.
 * Two that share any of these are of one kind.
 */
export function keysOf(one: OfKinds): readonly string[] {
  const recalls = recallsOf(one);
  return recalls.length > 0 ? recalls : one.kinds;
}

/** Names of the recall sets among its kinds. */
export function recallsOf({ kinds }: OfKinds): readonly string[] {
  return kinds.filter((kind) => kind.startsWith('recall-'));
}

/** The first of each that share a key. */
export function distinctBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const own = keys(item);
    if (own.some((key) => seen.has(key))) return false;
    for (const key of own) seen.add(key);
    return true;
  });
}
