import { randomUUID } from 'node:crypto';
import type { Batch, OpeningRecord } from '../store/store.ts';

/** Openings that wait to be written down, in order. */
export interface BatchQueue {
  add(opening: OpeningRecord): void;
  /**
   * The foremost batch, which stays the same until it is `done`: it may have been kept although the answer was lost.
   * Undefined where nothing waits.
   */
  foremost(): Batch | undefined;
  done(how: 'kept' | 'dropped'): void;
  /** Every one that waits. */
  all(): readonly OpeningRecord[];
  length(): number;
  /** Ms since the oldest was added. */
  age(): number;
  dropped(): number;
}

interface Waiting {
  readonly opening: OpeningRecord;
  readonly since: number;
}

/** At most so many wait; beyond it the oldest outside the foremost batch are dropped. */
export function createBatchQueue(most: number, batchSize: number): BatchQueue {
  const waiting: Waiting[] = [];
  let batch: (Batch & { readonly since: number }) | undefined;
  let dropped = 0;
  const length = () => waiting.length + (batch?.openings.length ?? 0);
  return {
    add: (opening) => {
      waiting.push({ opening, since: performance.now() });
      if (length() > most && waiting.shift() !== undefined) dropped += 1;
    },
    foremost: () => {
      batch ??= take(waiting, batchSize);
      return batch;
    },
    done: (how) => {
      if (how === 'dropped') dropped += batch?.openings.length ?? 0;
      batch = undefined;
    },
    all: () => [...(batch?.openings ?? []), ...waiting.map(({ opening }) => opening)],
    length,
    age: () => {
      const oldest = batch?.since ?? waiting[0]?.since;
      return oldest === undefined ? 0 : performance.now() - oldest;
    },
    dropped: () => dropped,
  };
}

function take(waiting: Waiting[], size: number): (Batch & { readonly since: number }) | undefined {
  const some = waiting.splice(0, size);
  const since = some[0]?.since;
  return since === undefined ? undefined : { id: randomUUID(), openings: some.map(({ opening }) => opening), since };
}
