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

/** 97.5th percentile of the standard normal distribution. */
const z = 1.959963984540054;

/** The 95 % interval of the share that `count` of `of` estimate (Wilson 1927); from 0 to 1 where there are none. */
export function wilson({ with: count, of }: Share): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const value = count / of;
  const middle = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  return { low: count === 0 ? 0 : middle - half, high: count === of ? 1 : middle + half };
}

/** The median; NaN for an empty list. */
export function median(values: readonly number[]): number {
  return medianOfSorted(
    values.length,
    values.toSorted((a, b) => a - b),
    1,
  );
}
