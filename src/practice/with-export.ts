import type { CommonFlags } from './common-flags.ts';
import { namesOfStaff } from './names.ts';
import type { Outcome } from './parts.ts';
import { readStaff } from './people/open-people.ts';
import { createProgress } from './progress.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import { workByQueue } from './queue/wait-for-workers.ts';
import { type RunPlace, sortExport, workOnShards } from './run.ts';
import { readSetup } from './setup.ts';
import { openWorkFolder } from './shards/work-folder.ts';
import type { PracticeSite } from './site.ts';
import { openShardPool } from './workers/pool.ts';
import type { Order } from './works.ts';

/** What a command does with an export while its rows are sorted. */
export type UseExport<T> = (outcome: Outcome, place: RunPlace & { readonly shardCount: number }) => Promise<T>;

/**
 * Sorts the rows of an export, works on each person, and hands on what was counted. The sorted rows, which are whole
 * records, are removed however it ends, also on SIGTERM and SIGINT.
 * @throws RunRefused where the input or the work folder can't be used
 */
export async function withExport<T>(
  folders: readonly string[],
  order: Order,
  { flags, site }: { readonly flags: CommonFlags; readonly site: PracticeSite },
  use: UseExport<T>,
): Promise<T> {
  const work = openWorkFolder(flags.work);
  const stopRemoving = removeOnSignal(work.remove);
  const pool = openShardPool(work.path, flags.workers);
  const { machine = 0, machines = 1 } = flags.shard ?? {};
  const place: RunPlace = {
    ...{ folder: work.path, pool, workers: flags.workers, shards: flags.shards, machine, machines },
    timeZone: site.config.timeZone,
    progress: createProgress(process.stderr),
  };
  let queue: Queue | undefined;
  try {
    queue = flags.queue ? await openQueue(site.config.storeUrl) : undefined;
    const sorted = await sortExport(folders, order, place);
    const { shards, rows, unplaced } = sorted;
    const names = namesOfStaff(await readStaff(work.path, readSetup(work.path).deletions));
    const worked = queue === undefined ? await workOnShards(sorted, place) : await workByQueue(queue, sorted, place);
    return await use({ order, rows, unplaced, ...names, ...worked }, { ...place, shardCount: shards });
  } finally {
    await pool.close();
    work.remove();
    stopRemoving();
    await queue?.close(1000);
  }
}

/** Ends the process on a signal, the sorted rows removed before. */
function removeOnSignal(remove: () => void): () => void {
  const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
  const listeners = Object.entries(numbers).map(([signal, number]) => {
    const listener = () => {
      remove();
      process.exit(128 + number);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  process.on('exit', remove);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    process.off('exit', remove);
  };
}
