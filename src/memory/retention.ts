import type { Store } from '../store/store.ts';
import type { PurgeEvents, Upkeep } from '../store/upkeep.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;
/** Used tokens make up most rows and are useless minutes later. */
const purgeIntervalMs = 5 * minute;

export interface RetentionEvents extends PurgeEvents {
  purged(): void;
  failed(): void;
}

export interface Retention {
  /** The store's state at the last check. */
  upkeep(): Upkeep;
  stop(): void;
}

/**
 * Purges data older than `keepDays` every few minutes. The store records when the last purge began, so one replica at a
 * time does it.
 */
export function startRetention(
  store: Pick<Store, 'purge' | 'readUpkeep'>,
  keepDays: number,
  now: () => number,
  events: RetentionEvents,
  checkIntervalMs = minute,
): Retention {
  let upkeep: Upkeep = { oldestRowAt: undefined, lastPurgeAt: undefined };
  let [running, stopped] = [false, false];
  const check = async () => {
    if (running) return;
    running = true;
    const time = now();
    try {
      const purged = await store.purge(
        { now: time, deleteBefore: time - keepDays * day, minIntervalMs: purgeIntervalMs },
        events,
      );
      if (purged) events.purged();
      upkeep = await store.readUpkeep();
    } catch {
      if (!stopped) events.failed();
    }
    running = false;
  };
  void check();
  const timer = setInterval(() => void check(), checkIntervalMs);
  timer.unref();
  return {
    upkeep: () => upkeep,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
