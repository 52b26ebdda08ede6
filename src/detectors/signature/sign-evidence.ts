import type { Share } from '../statistics.ts';

/** Whether each sign was present in a period; undefined where it could not be observed. */
export type Row = readonly (boolean | undefined)[];

/** How often a sign was present, of the periods in which it could be observed. */
export interface SignCounts {
  readonly before: Share;
  readonly settled: Share;
}

/** A Beta distribution of how often a sign is present in a period. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** What is assumed about a sign before any is counted. */
export interface Priors {
  /** Share of signs that truly come before a person’s relapses. */
  readonly pi: number;
  /** How often a true sign is present before a relapse. */
  readonly before: Beta;
  /** How often any sign is present in a settled period. */
  readonly settled: Beta;
}

/** What one sign’s counts say. */
export interface Weighed extends SignCounts {
  /** Contribution to the evidence that this person’s relapses have signs before them at all. */
  readonly evidence: number;
  /** Probability that the sign is a true one. */
  readonly weight: number;
  /** Log-likelihood ratio of its presence and of its absence, shrunk by `weight`. */
  readonly up: number;
  readonly down: number;
}

/** Counts one sign (a column) in the periods before relapses and in settled ones. */
export function countsOf(before: readonly Row[], settled: readonly Row[], column: number): SignCounts {
  return { before: shareOf(before, column), settled: shareOf(settled, column) };
}

/**
 * Bayes factor, as a logarithm, of two rates of presence, one before relapses and one in settled time, against a common one.
 * 0 where the sign could not be observed before any relapse. `most` is the number of all periods: the sums are made once.
 */
export function bayesFactors({ before, settled }: Priors, most: number): (counts: SignCounts) => number {
  const ofTrue = betaBinomial(before, most);
  const ofAny = betaBinomial(settled, most);
  return ({ before: early, settled: calm }) => {
    if (early.of === 0) return 0;
    const apart = ofTrue(early.with, early.of) + ofAny(calm.with, calm.of);
    return apart - ofAny(early.with + calm.with, early.of + calm.of);
  };
}

/** The evidence of a sign by its counts, where only a share `pi` of signs is true; `most` as in {@link bayesFactors}. */
export function evidenceBy(priors: Priors, most: number): (counts: SignCounts) => number {
  const { pi } = priors;
  const logBayesFactor = bayesFactors(priors, most);
  return (counts) => Math.log(1 - pi + pi * Math.exp(logBayesFactor(counts)));
}

/** Weighs every sign (column). */
export function weigh(before: readonly Row[], settled: readonly Row[], priors: Priors): readonly Weighed[] {
  const { pi } = priors;
  const evidenceOf = evidenceBy(priors, before.length + settled.length);
  return Array.from({ length: before[0]?.length ?? 0 }, (_, column) => {
    const counts = countsOf(before, settled, column);
    const evidence = evidenceOf(counts);
    const weight = 1 - (1 - pi) / Math.exp(evidence);
    const [p1, p0] = [meanOf(priors.before, counts.before), meanOf(priors.settled, counts.settled)];
    const shrunk = (ratio: number) => Math.log(1 - weight + weight * ratio);
    return { ...counts, evidence, weight, up: shrunk(p1 / p0), down: shrunk((1 - p1) / (1 - p0)) };
  });
}

/** Mean of a Beta distribution after these observations. */
function meanOf({ a, b }: Beta, { with: there, of }: Share): number {
  return (a + there) / (a + b + of);
}

/**
 * Log probability of one sequence of periods of which `there` of `of` have the sign, whose rate has a Beta distribution:
 * ln B(a + there, b + of − there) − ln B(a, b), as rising factorials.
 */
function betaBinomial({ a, b }: Beta, most: number): (there: number, of: number) => number {
  const [ofPresence, ofAbsence, ofAll] = [a, b, a + b].map((start) => logRisingFactorials(start, most));
  return (there, of) => (ofPresence?.[there] ?? 0) + (ofAbsence?.[of - there] ?? 0) - (ofAll?.[of] ?? 0);
}

/** ln(start · (start + 1) · … ), of 0 to `most` factors. */
function logRisingFactorials(start: number, most: number): Float64Array {
  const sums = new Float64Array(most + 1);
  for (let k = 0; k < most; k += 1) sums[k + 1] = (sums[k] ?? 0) + Math.log(start + k);
  return sums;
}

function shareOf(rows: readonly Row[], column: number): Share {
  let [there, of] = [0, 0];
  for (const row of rows) {
    if (row[column] !== undefined) of += 1;
    if (row[column]) there += 1;
  }
  return { with: there, of };
}
