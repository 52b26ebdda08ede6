import { Piscina } from 'piscina';
import type { Piece } from '../input/files.ts';
import { RunRefused } from '../refused.ts';
import type { SampledCard, SampleOptions } from '../replay/sample/sample-work.ts';
import type { SortedPiece, SortingOptions } from '../shards/sort-rows.ts';
import type { WorkedShard } from './shard-worker.ts';
import type { UnsortedPiece } from './sort-worker.ts';

/** Worker threads on the rows and shards of one run. */
export interface ShardPool {
  /**
   * Sorts the rows of each piece; `done` is called after each.
   * @throws RunRefused where a file can't be read, or the disk is full
   */
  sortPieces(pieces: readonly Piece[], options: SortingOptions, done: () => void): Promise<readonly SortedPiece[]>;
  workOnShard(shard: number): Promise<WorkedShard>;
  sampleShard(shard: number, options: SampleOptions): Promise<readonly SampledCard[]>;
  close(): Promise<void>;
}

/** One person's record is in memory at a time, and the rows of one shard as text. */
const resourceLimits = { maxOldGenerationSizeMb: 224, maxYoungGenerationSizeMb: 32 };

/** The disk of the work folder is the one that is written to. */
function whyUnsorted({ file }: Piece, code: string): string {
  return code === 'ENOSPC' ? '--work: the disk is full' : `${file}: can’t be read to its end (${code})`;
}

/** The workers on the shards in a work folder, as many at once; they start when they are needed. */
export function openShardPool(folder: string, workers: number): ShardPool {
  const start = (file: string) =>
    new Piscina({
      filename: new URL(file, import.meta.url).href,
      workerData: { folder },
      resourceLimits,
      minThreads: workers,
      maxThreads: workers,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
  let people: Piscina | undefined;
  const peoplePool = () => {
    people ??= start('./shard-worker.ts');
    return people;
  };
  return {
    sortPieces: async (pieces, options, done) => {
      // Ended once all is sorted: what they took of memory is not needed beside the others'.
      const sorting: Piscina<unknown, SortedPiece | UnsortedPiece> = start('./sort-worker.ts');
      try {
        const each = pieces.map(async (piece) => {
          const sorted = await sorting.run({ piece, options }, { name: 'sortPiece' });
          if ('failed' in sorted) throw new RunRefused(whyUnsorted(piece, sorted.failed));
          done();
          return sorted;
        });
        return await Promise.all(each);
      } finally {
        await sorting.destroy();
      }
    },
    workOnShard: (shard) => peoplePool().run(shard, { name: 'workOnShard' }),
    sampleShard: (shard, options) => peoplePool().run({ shard, options }, { name: 'sampleShard' }),
    close: async () => people?.destroy(),
  };
}
