import { quantileSorted } from 'd3-array';
import { millionth } from '../count-indices.ts';

/** How often each value of an index occurred, in parts per million. */
export type Distribution = readonly (readonly [value: number, people: number])[];

/** Mean and quartiles of an index, from 0 to 1. */
export interface Spread {
  readonly mean: number;
  /** Between two values of the middle half-way, as in R's and Excel's inclusive quartiles (Hyndman and Fan 1996, type 7). */
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/** How many people a distribution is of. */
export function peopleIn(distribution: Distribution): number {
  return distribution.reduce((sum, [, people]) => sum + people, 0);
}

/** How many people have at least a share. */
export function peopleWith(distribution: Distribution, least: number): number {
  return peopleIn(distribution.filter(([value]) => value >= Math.round(least * millionth)));
}

/** Undefined for nobody. */
export function spreadOf(distribution: Distribution): Spread | undefined {
  const people = peopleIn(distribution);
  if (people === 0) return undefined;
  const values = distribution
    .toSorted(([a], [b]) => a - b)
    .flatMap(([value, count]) => Array.from({ length: count }, () => value / millionth));
  const quantile = (share: number) => quantileSorted(values, share) ?? Number.NaN;
  return {
    mean: distribution.reduce((sum, [value, count]) => sum + value * count, 0) / people / millionth,
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
  };
}
