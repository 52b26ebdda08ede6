import { setTimeout as wait } from 'node:timers/promises';
import pTimeout from 'p-timeout';
import type { OpeningRecord, Store } from '../store/store.ts';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';

/**
 * Write-behind for openings: they are written after the response, in order, in batches, and retried until the store
 * accepts them.
 */
export interface WriteBehind {
  /** Queues an opening. Never waits and never throws. */
  record(opening: OpeningRecord): void;
  /** Openings not yet written. */
  unflushed(): readonly OpeningRecord[];
  lag(): Lag;
  /** Writes everything now. False if some openings are left after `timeoutMs`. */
  flush(timeoutMs: number): Promise<boolean>;
}

export interface Lag {
  /** Openings not yet written. */
  readonly waiting: number;
  /** How long the oldest of them has been queued. */
  readonly oldestMs: number;
  /** Openings lost since the start because the queue was full or the store rejected them. */
  readonly dropped: number;
  /** The last attempt failed. */
  readonly failing: boolean;
}

interface WriteBehindLimits {
  /** Queue capacity; beyond it the oldest openings are dropped. */
  readonly maxQueued: number;
  readonly batchSize: number;
  /** How long to collect openings for a batch; a full batch is written at once. */
  readonly batchWindowMs: number;
  /** Delay after a failure; doubled with each further one, up to `maxRetryMs`. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
}

type Target = Pick<Store, 'record' | 'check'>;

const defaults: WriteBehindLimits = {
  maxQueued: 10_000,
  batchSize: 100,
  batchWindowMs: 200,
  retryMs: 200,
  maxRetryMs: 5000,
};
/** A batch that a healthy store rejects this often is dropped, or it would block all others. */
const maxRejections = 5;

export function createWriteBehind(store: Target, limits: Partial<WriteBehindLimits> = {}): WriteBehind {
  const { maxQueued, batchSize, batchWindowMs, retryMs, maxRetryMs } = { ...defaults, ...limits };
  const queue = createBatchQueue(maxQueued, batchSize);
  const writer = createWriter(store, queue);
  let timer: NodeJS.Timeout | undefined;

  const batchDelayMs = () => (queue.length() < batchSize ? batchWindowMs : 0);

  const schedule = () => {
    if (timer !== undefined || queue.length() === 0) return;
    const failures = writer.failures();
    timer = setTimeout(
      async () => {
        await writer.write();
        timer = undefined;
        schedule();
      },
      failures === 0 ? batchDelayMs() : Math.min(maxRetryMs, retryMs * 2 ** (failures - 1)),
    );
    timer.unref();
  };

  return {
    record: (opening) => {
      queue.add(opening);
      schedule();
    },
    unflushed: queue.all,
    lag: () => ({
      waiting: queue.length(),
      oldestMs: queue.oldestAgeMs(),
      dropped: queue.droppedCount(),
      failing: writer.failures() > 0,
    }),
    flush: async (timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      const remainingMs = () => Math.max(0, deadline - performance.now());
      while (queue.length() > 0 && remainingMs() > 0) {
        await pTimeout(writer.write(), { milliseconds: Math.max(1, remainingMs()), message: false });
        if (writer.failures() > 0) await wait(Math.min(retryMs, remainingMs()));
      }
      return queue.length() === 0;
    },
  };
}

/** Writes one batch at a time; a failure is counted and never rejects. */
function createWriter(store: Target, queue: BatchQueue) {
  let writing: Promise<void> | undefined;
  let [failures, rejections] = [0, 0];

  const attempt = async () => {
    const batch = queue.currentBatch();
    if (batch === undefined) return;
    try {
      await store.record(batch);
      queue.finishBatch('written');
      failures = rejections = 0;
    } catch {
      failures += 1;
      const isStoreHealthy = await store.check().then(
        () => true,
        () => false,
      );
      rejections = isStoreHealthy ? rejections + 1 : 0;
      if (rejections < maxRejections) return;
      queue.finishBatch('dropped');
      rejections = 0;
    }
  };

  return {
    failures: () => failures,
    write: () => {
      writing ??= attempt().finally(() => {
        writing = undefined;
      });
      return writing;
    },
  };
}
