import type { Store } from './store.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/**
 * Deletes once a day what was kept longer than so many days; gives what ends it. The store remembers when that was last
 * done, so that restarts don't put it off and one replica is enough.
 */
export function startRetention(
  store: Pick<Store, 'purge'>,
  keepDays: number,
  now: () => number,
  report: (done: 'purged' | 'failed') => void,
  everyMs = hour,
): () => void {
  const purge = async () => {
    const time = now();
    try {
      if (await store.purge({ now: time, before: time - keepDays * day, every: day })) report('purged');
    } catch {
      report('failed');
    }
  };
  void purge();
  const timer = setInterval(() => void purge(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
