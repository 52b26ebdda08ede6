import hypergeometricCdf from '@stdlib/stats-base-dists-hypergeometric-cdf';

/** Whether each sign was present in a period; undefined where it could not be observed. */
export type Row = readonly (boolean | undefined)[];

/** How often a sign was present, of the periods in which it could be observed. */
export interface Counts {
  /** Relapses before which it was present, of `relapses`. */
  readonly x: number;
  readonly relapses: number;
  /** Settled periods in which it was present, of `settled`. */
  readonly c: number;
  readonly settled: number;
}

/** A sign with its test and weights. */
export interface Tested extends Counts {
  readonly p: number;
  /** `p` adjusted for the signs that were tested together (Holm 1979). */
  readonly holm: number;
  /** Shrunk shares before relapses and in settled time, and the log-likelihood ratios of presence and absence. */
  readonly p1: number;
  readonly p0: number;
  readonly llrPlus: number;
  readonly llrMinus: number;
  /** It came before relapses more often than chance explains. */
  readonly selected: boolean;
}

/** What a sign must reach to be selected. */
export interface Limits {
  readonly alpha: number;
  readonly minBefore: number;
  readonly minShareBefore: number;
}

/**
 * Tests every sign (column) in the periods before relapses against the settled ones: exact and one-sided, adjusted for
 * multiple testing. A sign that was never present could not have been selected, so it does not take part in the adjustment
 * (Tarone 1990).
 */
export function testFeatures(relapse: readonly Row[], settled: readonly Row[], limits: Limits): readonly Tested[] {
  const columns = Array.from({ length: relapse[0]?.length ?? 0 }, (_, column) => countsOf(relapse, settled, column));
  const ps = columns.map(chanceOf);
  const holm = adjusted(ps.map((p, i) => (isSeen(columns[i]) ? p : undefined)));
  return columns.map((counts, i) => {
    const { x, relapses } = counts;
    const [p = 1, adjustedP = 1] = [ps[i], holm[i]];
    const selected =
      isSeen(counts) && adjustedP <= limits.alpha && x >= limits.minBefore && x / relapses >= limits.minShareBefore;
    return { ...counts, p, holm: adjustedP, ...weights(counts), selected };
  });
}

/** Counts of one sign. */
export function countsOf(relapse: readonly Row[], settled: readonly Row[], column: number): Counts {
  const before = observed(relapse, column);
  const calm = observed(settled, column);
  return { x: before.there, relapses: before.of, c: calm.there, settled: calm.of };
}

/** P(at least x of the relapses), given in how many of all periods the sign was present: Fisher’s exact test. */
export function chanceOf({ x, relapses, c, settled }: Counts): number {
  if (x === 0) return 1;
  return Math.max(0, 1 - hypergeometricCdf(x - 1, relapses + settled, x + c, relapses));
}

function observed(rows: readonly Row[], column: number): { there: number; of: number } {
  let [there, of] = [0, 0];
  for (const row of rows) {
    if (row[column] !== undefined) of += 1;
    if (row[column]) there += 1;
  }
  return { there, of };
}

function isSeen(counts: Counts | undefined): boolean {
  return counts !== undefined && counts.x + counts.c > 0;
}

function adjusted(ps: readonly (number | undefined)[]): number[] {
  const order = ps.flatMap((p, i) => (p === undefined ? [] : [{ p, i }])).toSorted((a, b) => a.p - b.p);
  const result = ps.map(() => 1);
  let least = 0;
  for (const [rank, { p, i }] of order.entries()) {
    least = Math.min(1, Math.max(least, (order.length - rank) * p));
    result[i] = least;
  }
  return result;
}

const [leastWeight, mostWeight] = [-1, 3];

/** Both shares are shrunk towards the settled one, so that few relapses weigh little. */
function weights({ x, relapses, c, settled }: Counts): Pick<Tested, 'p1' | 'p0' | 'llrPlus' | 'llrMinus'> {
  const usual = (c + 0.5) / (settled + 1);
  const p1 = (x + 2 * usual) / (relapses + 2);
  const p0 = (c + usual) / (settled + 1);
  return { p1, p0, llrPlus: clipped(Math.log(p1 / p0)), llrMinus: clipped(Math.log((1 - p1) / (1 - p0))) };
}

function clipped(weight: number): number {
  return Math.min(mostWeight, Math.max(leastWeight, weight));
}
