import type { Sample } from './sample.ts';
import { slopeOf } from './slope.ts';

/** Something that must not grow, or not faster than this. */
interface Bound {
  readonly what: string;
  readonly of: (sample: Sample) => number;
  /** What its growth is measured against. */
  readonly per: 'minute' | 'call';
  readonly most: number;
}

/** One of them as it was measured. */
export interface Verdict {
  readonly what: string;
  readonly first: number;
  readonly last: number;
  readonly growth: number;
  readonly most: number;
  /** What it comes to in a day at this growth. */
  readonly afterOneDay: number;
  readonly isMet: boolean;
}

const minutesOfADay = 24 * 60;

export const bounds: readonly Bound[] = [
  { what: 'resident memory, MB', of: ({ resident }) => resident, per: 'minute', most: 1 },
  { what: 'heap after a collection, MB', of: ({ heap }) => heap, per: 'minute', most: 0.25 },
  { what: 'open files and sockets', of: ({ handles }) => handles, per: 'minute', most: 0.5 },
  { what: 'series on /metrics', of: ({ series }) => series, per: 'minute', most: 1 },
  { what: 'write-ahead log, MB', of: ({ writeAheadLog }) => writeAheadLog, per: 'minute', most: 0.5 },
  // An opening with its clinician's pseudonyms, a card in some, a used token, an answer in some; with their indexes.
  { what: 'store, kB', of: ({ store }) => store * 1024, per: 'call', most: 3 },
];

/** How fast each of them grew over these samples, of which those of the warm-up are left out by the caller. */
export function judge(samples: readonly Sample[]): readonly Verdict[] {
  return bounds.map(({ what, of, per, most }) => {
    const growth = slopeOf(
      samples.map((sample) => ({ x: per === 'minute' ? sample.minute : sample.calls, y: of(sample) })),
    );
    const [first, last] = [samples[0], samples.at(-1)];
    const ends = { first: first ? of(first) : Number.NaN, last: last ? of(last) : Number.NaN };
    const perMinute = per === 'minute' ? growth : growth * callsPerMinute(samples);
    const afterOneDay = ends.last + perMinute * minutesOfADay;
    return { what: `${what} a ${per}`, ...ends, growth, most, afterOneDay, isMet: growth <= most };
  });
}

function callsPerMinute(samples: readonly Sample[]): number {
  return slopeOf(samples.map(({ minute, calls }) => ({ x: minute, y: calls })));
}
