import type { Sample } from './sample.ts';
import { slopeOf } from './slope.ts';

/** A quantity and the maximum rate at which it may grow. */
interface Bound {
  readonly quantity: string;
  readonly measure: (sample: Sample) => number;
  /** The unit of its growth. */
  readonly per: 'minute' | 'call';
  readonly maxGrowth: number;
}

/** A bound compared with its measurement. */
export interface Verdict {
  readonly quantity: string;
  readonly first: number;
  readonly last: number;
  readonly growth: number;
  readonly maxGrowth: number;
  /** The value after a day at this growth. */
  readonly afterOneDay: number;
  readonly isMet: boolean;
}

const minutesPerDay = 24 * 60;

export const bounds: readonly Bound[] = [
  { quantity: 'resident memory, MB', measure: ({ resident }) => resident, per: 'minute', maxGrowth: 1 },
  { quantity: 'heap after a collection, MB', measure: ({ heap }) => heap, per: 'minute', maxGrowth: 0.25 },
  { quantity: 'open files and sockets', measure: ({ handles }) => handles, per: 'minute', maxGrowth: 0.5 },
  { quantity: 'series on /metrics', measure: ({ series }) => series, per: 'minute', maxGrowth: 1 },
  { quantity: 'write-ahead log, MB', measure: ({ writeAheadLog }) => writeAheadLog, per: 'minute', maxGrowth: 0.5 },
  // Per call: an opening with its clinician's pseudonyms, a used token, sometimes a card or feedback; with indexes.
  { quantity: 'store, kB', measure: ({ store }) => store * 1024, per: 'call', maxGrowth: 3 },
];

/** Compares the growth of each quantity with its bound. The samples must exclude the warm-up. */
export function judge(samples: readonly Sample[]): readonly Verdict[] {
  return bounds.map(({ quantity, measure, per, maxGrowth }) => {
    const growth = slopeOf(
      samples.map((sample) => ({ x: per === 'minute' ? sample.minute : sample.calls, y: measure(sample) })),
    );
    const [first, last] = [samples[0], samples.at(-1)];
    const ends = { first: first ? measure(first) : Number.NaN, last: last ? measure(last) : Number.NaN };
    const perMinute = per === 'minute' ? growth : growth * callsPerMinute(samples);
    const afterOneDay = ends.last + perMinute * minutesPerDay;
    return { quantity: `${quantity} a ${per}`, ...ends, growth, maxGrowth, afterOneDay, isMet: growth <= maxGrowth };
  });
}

function callsPerMinute(samples: readonly Sample[]): number {
  return slopeOf(samples.map(({ minute, calls }) => ({ x: minute, y: calls })));
}
