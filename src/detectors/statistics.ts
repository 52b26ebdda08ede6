import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import hypergeometricCdf from '@stdlib/stats-base-dists-hypergeometric-cdf';
import negativeBinomialCdf from '@stdlib/stats-base-dists-negative-binomial-cdf';
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

/**
 * P(at least `atLeast` contacts in the next `window` days), given `count` in `days` observed days: the same model as in
 * {@link gapProbability}, whose predictive distribution is negative binomial.
 */
export function burstProbability(count: number, days: number, window: number, atLeast: number): number {
  return 1 - negativeBinomialCdf(atLeast - 1, count + 0.5, days / (days + window));
}

/** P(counts of equal periods vary by chance as much as these do): Fano's index of dispersion, as chi-squared. */
export function dispersionProbability(counts: readonly number[]): number {
  const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  if (!(mean > 0)) return 1;
  const dispersion = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / mean;
  return 1 - chiSquareCdf(dispersion, counts.length - 1);
}

/** The median; NaN for an empty list. */
export function median(values: readonly number[]): number {
  return medianOfSorted(
    values.length,
    values.toSorted((a, b) => a - b),
    1,
  );
}
