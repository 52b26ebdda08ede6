import type { PurgeEvents, Store, Upkeep } from '../store/store.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;
/** Used tokens are the most that comes, and of no use minutes later. */
const everyMs = 5 * minute;

export interface RetentionEvents extends PurgeEvents {
  purged(): void;
  failed(): void;
}

export interface Retention {
  /** As the store was when it was last looked at. */
  upkeep(): Upkeep;
  end(): void;
}

/**
 * Deletes every few minutes what was kept longer than `keepDays`. The store remembers when that was last begun, so that one
 * replica is enough.
 */
export function startRetention(
  store: Pick<Store, 'purge' | 'upkeep'>,
  keepDays: number,
  now: () => number,
  events: RetentionEvents,
  lookMs = minute,
): Retention {
  let upkeep: Upkeep = { oldest: undefined, purged: undefined };
  let [running, ended] = [false, false];
  const look = async () => {
    if (running) return;
    running = true;
    const time = now();
    try {
      const purged = await store.purge({ now: time, before: time - keepDays * day, every: everyMs }, events);
      if (purged) events.purged();
      upkeep = await store.upkeep();
    } catch {
      if (!ended) events.failed();
    }
    running = false;
  };
  void look();
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    upkeep: () => upkeep,
    end: () => {
      ended = true;
      clearInterval(timer);
    },
  };
}
