/** Continuity over a sequence of visits; null where an index cannot be computed. All but entropy lie in [0, 1]. */
export interface Indices {
  /** Usual provider of care: the largest share (Breslau & Reeb 1975). */
  readonly upc: number | null;
  /** Continuity of care (Bice & Boxerman 1977). */
  readonly coc: number | null;
  /** Sequential continuity: the share of visits with the same clinician as the one before (Steinwachs 1979). */
  readonly secon: number | null;
  /** Modified modified continuity index (Magill & Senf 1987). */
  readonly mmci: number | null;
  /** Herfindahl concentration. */
  readonly hhi: number | null;
  /** K index (Ejlertsson & Berg 1984). */
  readonly k: number | null;
  /** Visit entropy, in bits. */
  readonly entropyBits: number | null;
}

/** How often each clinician was seen. */
export function countByClinician<K>(visits: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const clinician of visits) counts.set(clinician, (counts.get(clinician) ?? 0) + 1);
  return counts;
}

/**
 * The indices of `visits`, clinicians in visit order. Formulas as tabulated in BMC Health Serv Res 2022;22:7953, Table 2;
 * UPC and COC of a single visit are undefined (Br J Gen Pract 2023;73:279-282).
 */
export function indices<K>(visits: readonly K[]): Indices {
  const n = visits.length;
  if (n === 0) return { upc: null, coc: null, secon: null, mmci: null, hhi: null, k: null, entropyBits: null };
  const counts = [...countByClinician(visits).values()];
  const sumOfSquares = counts.reduce((sum, c) => sum + c * c, 0);
  const spread = { hhi: sumOfSquares / (n * n), entropyBits: entropy(counts, n) };
  if (n === 1) return { upc: null, coc: null, secon: null, mmci: null, k: null, ...spread };
  const same = visits.reduce((sum, clinician, j) => sum + (j > 0 && clinician === visits[j - 1] ? 1 : 0), 0);
  const persons = counts.length;
  return {
    upc: Math.max(...counts) / n,
    coc: (sumOfSquares - n) / (n * (n - 1)),
    secon: same / (n - 1),
    mmci: (n - persons + 0.1) / (n - 0.9),
    k: (n - persons) / (n - 1),
    ...spread,
  };
}

/** Share of the visits with the named clinician; null below three visits (SLICC for one person, Sidaway-Lee 2019). */
export function namedUpc<K>(visits: readonly K[], named: K): number | null {
  return visits.length < 3 ? null : visits.filter((clinician) => clinician === named).length / visits.length;
}

function entropy(counts: readonly number[], n: number): number {
  return counts.reduce((sum, c) => sum + (c / n) * Math.log2(n / c), 0);
}
