import { Piscina } from 'piscina';
import type { Piece } from '../input/files.ts';
import type { SampledCard, SampleOptions } from '../replay/sample/sample-work.ts';
import type { SortedPiece, SortingOptions } from '../shards/sort-rows.ts';
import type { WorkedShard } from './shard-worker.ts';

/** Worker threads on the rows and shards of one run. */
export interface ShardPool {
  sortPiece(piece: Piece, options: SortingOptions): Promise<SortedPiece>;
  workOnShard(shard: number): Promise<WorkedShard>;
  sampleShard(shard: number, options: SampleOptions): Promise<readonly SampledCard[]>;
  close(): Promise<void>;
}

/** One person's record is in memory at a time, and the rows of one shard as text. */
const resourceLimits = { maxOldGenerationSizeMb: 256 };

/** Starts as many workers on the shards in a work folder. */
export function openShardPool(folder: string, workers: number): ShardPool {
  const pool = new Piscina({
    filename: new URL('./shard-worker.ts', import.meta.url).href,
    workerData: { folder },
    resourceLimits,
    minThreads: workers,
    maxThreads: workers,
    // Node's flag for running TypeScript prints a warning in each.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return {
    sortPiece: (piece, options) => pool.run({ piece, options }, { name: 'sortPiece' }),
    workOnShard: (shard) => pool.run(shard, { name: 'workOnShard' }),
    sampleShard: (shard, options) => pool.run({ shard, options }, { name: 'sampleShard' }),
    close: () => pool.destroy(),
  };
}
