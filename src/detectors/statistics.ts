import hypergeometricCdf from '@stdlib/stats-base-dists-hypergeometric-cdf';
import medianOfSorted from '@stdlib/stats-base-mediansorted';

/** How many of a total. */
export interface Share {
  readonly with: number;
  readonly of: number;
}

/** Fisher's exact test of a fall, one-sided: P(at most `recent.with` of `recent.of`, given the totals of both periods). */
export function fisherFall(before: Share, recent: Share): number {
  return hypergeometricCdf(recent.with, before.of + recent.of, before.with + recent.with, recent.of);
}

/**
 * P(no contact for `gap` days), given `count` contacts in `days` observed days: Poisson counts whose rate has the
 * Gamma(0.5, 0) prior, integrated out.
 */
export function gapProbability(count: number, days: number, gap: number): number {
  return (days / (days + gap)) ** (count + 0.5);
}

/** The median; NaN for an empty list. */
export function median(values: readonly number[]): number {
  return medianOfSorted(
    values.length,
    values.toSorted((a, b) => a - b),
    1,
  );
}
