import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openShardPool, type ShardPool } from '../workers/pool.ts';
import type { Queue, ShardJob } from './queue.ts';

/** Takes the shards of runs until it is closed. `work` is where this machine finds the work folders of runs. */
export async function takeShards(
  queue: Queue,
  { work, workers }: { readonly work: string; readonly workers: number },
): Promise<{ close(): Promise<void> }> {
  const runs = new Map<string, { readonly pool: ShardPool; busy: number }>();
  const runIn = async (folder: string) => {
    const own = runs.get(folder) ?? { pool: openShardPool(folder, workers), busy: 0 };
    runs.set(folder, own);
    own.busy += 1;
    // Two runs may go on at once; one that is over has nothing left to do here.
    for (const [other, { pool, busy }] of runs)
      if (busy === 0) {
        runs.delete(other);
        await pool.close();
      }
    return own;
  };
  await queue.take(workers, async ({ run, folder, shard }: ShardJob) => {
    const path = join(work, folder);
    // Its name comes from the database: it is looked for here, and nowhere else.
    if (!/^[\w-]+$/.test(folder) || !existsSync(path)) throw new Error('the work folder is not here');
    const own = await runIn(path);
    try {
      await queue.results.save(run, shard, await own.pool.workOnShard(shard));
    } finally {
      own.busy -= 1;
    }
  });
  return { close: async () => void (await Promise.all([...runs.values()].map(({ pool }) => pool.close()))) };
}
