import { setTimeout as wait } from 'node:timers/promises';
import pTimeout from 'p-timeout';
import type { OpeningRecord, Store } from '../store/store.ts';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';

/** Writes openings down after their calls were answered: in order, in batches, and again until the store takes them. */
export interface WriteBehind {
  /** Never waits and never fails. */
  record(opening: OpeningRecord): void;
  /** What is not yet written down. */
  unwritten(): readonly OpeningRecord[];
  lag(): Lag;
  /** Writes everything down now; false where some is left after so many ms. */
  flush(timeoutMs: number): Promise<boolean>;
}

export interface Lag {
  /** Openings not yet written down. */
  readonly waiting: number;
  /** How long the oldest of them has waited, in ms. */
  readonly oldestMs: number;
  /** Openings lost since the start, because too many waited or the store refused them. */
  readonly dropped: number;
  /** The last attempt failed. */
  readonly failing: boolean;
}

interface RecorderLimits {
  /** At most so many openings wait; beyond it the oldest are dropped. */
  readonly most: number;
  readonly batch: number;
  /** How long the openings of one batch are gathered; a batch that is full goes at once. */
  readonly everyMs: number;
  /** After a failure; doubled with each further one, up to the longest. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
}

type Target = Pick<Store, 'record' | 'check'>;

const usual: RecorderLimits = { most: 10_000, batch: 100, everyMs: 200, retryMs: 200, longestRetryMs: 5000 };
/** A batch that a working store refuses so often is given up: it would hold up all others. */
const mostRefusals = 5;

export function createWriteBehind(store: Target, limits: Partial<RecorderLimits> = {}): WriteBehind {
  const { most, batch, everyMs, retryMs, longestRetryMs } = { ...usual, ...limits };
  const line = createBatchQueue(most, batch);
  const writer = createWriter(store, line);
  let timer: NodeJS.Timeout | undefined;

  const gathering = () => (line.length() < batch ? everyMs : 0);

  const schedule = () => {
    if (timer !== undefined || line.length() === 0) return;
    const failures = writer.failures();
    timer = setTimeout(
      async () => {
        await writer.write();
        timer = undefined;
        schedule();
      },
      failures === 0 ? gathering() : Math.min(longestRetryMs, retryMs * 2 ** (failures - 1)),
    );
    timer.unref();
  };

  return {
    record: (opening) => {
      line.add(opening);
      schedule();
    },
    unwritten: line.all,
    lag: () => ({
      waiting: line.length(),
      oldestMs: line.age(),
      dropped: line.dropped(),
      failing: writer.failures() > 0,
    }),
    flush: async (timeoutMs) => {
      const until = performance.now() + timeoutMs;
      const left = () => Math.max(0, until - performance.now());
      while (line.length() > 0 && left() > 0) {
        await pTimeout(writer.write(), { milliseconds: Math.max(1, left()), message: false });
        if (writer.failures() > 0) await wait(Math.min(retryMs, left()));
      }
      return line.length() === 0;
    },
  };
}

/** One attempt at a time; one that fails is counted and never rejects. */
function createWriter(store: Target, line: BatchQueue) {
  let writing: Promise<void> | undefined;
  let [failures, refusals] = [0, 0];

  const attempt = async () => {
    const batch = line.foremost();
    if (batch === undefined) return;
    try {
      await store.record(batch);
      line.done('kept');
      failures = refusals = 0;
    } catch {
      failures += 1;
      const works = await store.check().then(
        () => true,
        () => false,
      );
      refusals = works ? refusals + 1 : 0;
      if (refusals < mostRefusals) return;
      line.done('dropped');
      refusals = 0;
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
