import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import { wilson } from '#src/detectors/statistics.ts';
import { randomOf } from '../lives/random.ts';

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Number of people, person-years or openings behind it. */
  readonly n: number;
}

const resamples = 1000;

/** A proportion, with Wilson's interval. */
export function proportion(count: number, n: number): Estimate {
  return { value: count / n, ...wilson({ with: count, of: n }), n };
}

/** Events of one person, and the time or number of openings in which they could happen. */
export interface Exposed {
  readonly events: number;
  readonly exposure: number;
}

/**
 * A rate. Events of one person are not independent, so people are resampled (percentile bootstrap); with few or no events,
 * Poisson's exact interval is the wider one (Garwood 1936).
 */
export function rate(people: readonly Exposed[], seed: number): Estimate {
  const total = (all: readonly Exposed[]) => all.reduce(sum, { events: 0, exposure: 0 });
  const { events, exposure } = total(people);
  if (exposure === 0) return { value: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY, n: 0 };
  const random = randomOf(seed, people.length);
  const resampled = Array.from({ length: resamples }, () => {
    const sample = total(
      people.map((_, __, all) => all[random.integer(0, all.length - 1)] ?? { events: 0, exposure: 0 }),
    );
    return sample.exposure === 0 ? 0 : sample.events / sample.exposure;
  }).sort((a, b) => a - b);
  const poisson = garwood(events);
  const low = Math.min(resampled[Math.floor(resamples * 0.025)] ?? 0, poisson.low / exposure);
  const high = Math.max(resampled[Math.ceil(resamples * 0.975) - 1] ?? 0, poisson.high / exposure);
  return { value: events / exposure, low, high, n: exposure };
}

function sum(one: Exposed, other: Exposed): Exposed {
  return { events: one.events + other.events, exposure: one.exposure + other.exposure };
}

/** Exact 95 % limits of a Poisson mean. */
export function garwood(events: number): { low: number; high: number } {
  return { low: events === 0 ? 0 : gammaQuantile(0.025, events, 1), high: gammaQuantile(0.975, events + 1, 1) };
}
