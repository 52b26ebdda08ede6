/** What cards counted, and what they left out and why, by reference. */
export function evidenceOf(cards) {
  const all = cards.map((card) => card.extension?.['org.secure-base.evidence'] ?? {});
  return {
    counted: new Set(all.flatMap(({ counted = [] }) => counted)),
    notCounted: new Map(
      all.flatMap(({ notCounted = [] }) => notCounted.map(({ reference, reason }) => [reference, reason])),
    ),
  };
}
