import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openShardPool, type ShardPool } from '../workers/pool.ts';
import type { Queue, ShardJob } from './queue.ts';

/** Takes the shards of runs until it is closed. `work` is where this machine finds the work folders of runs. */
export async function takeShards(
  queue: Queue,
  { work, workers }: { readonly work: string; readonly workers: number },
): Promise<{ close(): Promise<void> }> {
  let current: { readonly folder: string; readonly pool: ShardPool } | undefined;
  const poolOf = async (folder: string): Promise<ShardPool> => {
    if (current?.folder === folder) return current.pool;
    const before = current;
    current = { folder, pool: openShardPool(folder, workers) };
    await before?.pool.close();
    return current.pool;
  };
  await queue.take(workers, async ({ run, folder, shard }: ShardJob) => {
    const path = join(work, folder);
    // Its name comes from the database: it is looked for here, and nowhere else.
    if (!/^[\w-]+$/.test(folder) || !existsSync(path)) throw new Error('the work folder is not here');
    const pool = await poolOf(path);
    await queue.results.save(run, shard, await pool.workOnShard(shard));
  });
  return { close: async () => current?.pool.close() };
}
