/** Something that says what it was for: names of recall sets, codes, words. */
export interface OfKinds {
  readonly kinds: readonly string[];
}

/** They share the name of a recall set; only where neither has one, a code or the same words. */
export function isSameKind(one: OfKinds, other: OfKinds): boolean {
  const [recalls, others] = [recallsOf(one), recallsOf(other)];
  if (recalls.length > 0 || others.length > 0) return recalls.some((kind) => others.includes(kind));
  return one.kinds.some((kind) => other.kinds.includes(kind));
}

/** Names of the recall sets among its kinds. */
export function recallsOf({ kinds }: OfKinds): readonly string[] {
  return kinds.filter((kind) => kind.startsWith('recall-'));
}
