import { randomUUID } from 'node:crypto';
import type { Batch, OpeningRecord } from '../store/store.ts';

/** A FIFO queue of openings to be written in batches. */
export interface BatchQueue {
  add(opening: OpeningRecord): void;
  /**
   * The batch to write next, undefined if the queue is empty. It stays the same until it is finished, so that a retry
   * is idempotent: it may have been committed although the reply was lost.
   */
  currentBatch(): Batch | undefined;
  finishBatch(outcome: 'written' | 'dropped'): void;
  /** Every queued opening. */
  all(): readonly OpeningRecord[];
  length(): number;
  /** Ms since the oldest opening was added. */
  oldestAgeMs(): number;
  droppedCount(): number;
}

interface QueuedOpening {
  readonly opening: OpeningRecord;
  readonly since: number;
}

/** Holds at most `maxLength` openings; beyond that the oldest outside the current batch are dropped. */
export function createBatchQueue(maxLength: number, batchSize: number): BatchQueue {
  const queue: QueuedOpening[] = [];
  let batch: (Batch & { readonly since: number }) | undefined;
  let dropped = 0;
  const length = () => queue.length + (batch?.openings.length ?? 0);
  return {
    add: (opening) => {
      queue.push({ opening, since: performance.now() });
      if (length() > maxLength && queue.shift() !== undefined) dropped += 1;
    },
    currentBatch: () => {
      batch ??= takeBatch(queue, batchSize);
      return batch;
    },
    finishBatch: (outcome) => {
      if (outcome === 'dropped') dropped += batch?.openings.length ?? 0;
      batch = undefined;
    },
    all: () => [...(batch?.openings ?? []), ...queue.map(({ opening }) => opening)],
    length,
    oldestAgeMs: () => {
      const oldest = batch?.since ?? queue[0]?.since;
      return oldest === undefined ? 0 : performance.now() - oldest;
    },
    droppedCount: () => dropped,
  };
}

function takeBatch(queue: QueuedOpening[], size: number): (Batch & { readonly since: number }) | undefined {
  const taken = queue.splice(0, size);
  const since = taken[0]?.since;
  return since === undefined ? undefined : { id: randomUUID(), openings: taken.map(({ opening }) => opening), since };
}
