import exponential from '@stdlib/random-base-exponential';
import gamma from '@stdlib/random-base-gamma';
import mt19937 from '@stdlib/random-base-mt19937';

/** A random number generator, the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  chance(probability: number): boolean;
  /** A uniformly distributed integer between the two, both included. */
  integer(least: number, most: number): number;
  between(least: number, most: number): number;
  pick<T>(of: readonly [T, ...T[]]): T;
  /** Exponentially distributed waiting time between independent events that come `rate` times in a unit of time. */
  wait(rate: number): number;
  /** Gamma distributed with this mean; the greater the shape, the steadier (coefficient of variation 1/√shape). */
  steady(mean: number, shape: number): number;
}

/** An independent generator for each list of numbers. */
export function randomOf(...seed: readonly number[]): Random {
  const twister = mt19937.factory({ seed: seed.map((part) => part + 1) });
  const unit = () => twister() / 2 ** 32;
  const prng = Object.assign(unit, { MIN: 0, MAX: 1 - 2 ** -32 });
  const waits = exponential.factory({ prng });
  const gammas = gamma.factory({ prng });
  const integer = (least: number, most: number) => least + Math.floor(unit() * (most - least + 1));
  return {
    unit,
    chance: (probability) => unit() < probability,
    integer,
    between: (least, most) => least + unit() * (most - least),
    pick: (of) => of[integer(0, of.length - 1)] ?? of[0],
    wait: (rate) => waits(rate),
    steady: (mean, shape) => gammas(shape, shape / mean),
  };
}
