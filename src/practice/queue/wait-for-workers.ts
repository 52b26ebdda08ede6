import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunPlace, SortedExport, Worked } from '../run.ts';
import type { Queue } from './queue.ts';

const lookMs = 500;

/** Has the shards of a sorted export worked on by whichever machines take jobs, and brings the results together. */
export async function workByQueue(
  queue: Queue,
  { shards, patientsIn }: Pick<SortedExport, 'shards' | 'patientsIn'>,
  { folder, progress }: Pick<RunPlace, 'folder' | 'progress'>,
): Promise<Worked> {
  const run = randomUUID();
  const all = Array.from({ length: shards }, (_, shard) => ({ run, folder: basename(folder), shard }));
  progress.begin('people', shards);
  try {
    await queue.send(all);
    let lost: readonly number[] = [];
    for (let done = 0; ; ) {
      const now = await queue.results.done(run);
      for (; done < now; done += 1) progress.step();
      lost = await queue.lost(run);
      if (done + lost.length >= shards) break;
      await wait(lookMs);
    }
    progress.end();
    const { people, failed, counts } = await queue.results.sum(run);
    const lostShards = lost.map((shard) => ({ shard, reason: 'failed', people: patientsIn(shard) }));
    return { people, failedPeople: failed, counts, lostShards };
  } finally {
    await queue.forget(run);
  }
}
