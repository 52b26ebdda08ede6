import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseDay } from '#src/history/calendar.ts';
import type { Queue, ShardJob } from '#src/practice/queue/queue.ts';
import { takeShards } from '#src/practice/queue/worker.ts';
import { type RunPlace, sortExport } from '#src/practice/run.ts';
import { openShardPool } from '#src/practice/workers/pool.ts';
import { writePractice } from '../../scripts/practice-export/write-practice.ts';
import { newFolder } from '../support/practice-command.ts';

const asOf = parseDay('2026-11-30') ?? 0;
const shards = 3;

test('a worker deals with two runs at once, and neither ends the threads of the other', async () => {
  const [exported, work] = [newFolder(), newFolder()];
  writePractice(exported, { people: 12, asOf });
  const runs = ['first', 'second'];
  for (const run of runs) {
    const path = join(work, run);
    mkdirSync(path);
    const progress = { begin: () => {}, step: () => {}, end: () => {} };
    const own = { folder: path, pool: openShardPool(path, 1), workers: 1, shards, machine: 0, machines: 1 };
    const place: RunPlace = { ...own, timeZone: 'Europe/London', progress };
    await sortExport([exported], { command: 'centiles', options: { asOf } }, place);
  }
  const people = new Map<string, number>();
  let handler: (job: ShardJob) => Promise<void> = async () => {};
  const queue = {
    take: async (_, given) => {
      handler = given;
    },
    results: {
      save: async (run, _, worked) => {
        people.set(run, (people.get(run) ?? 0) + worked.people);
      },
    },
  } as Pick<Queue, 'take'> & { results: Pick<Queue['results'], 'save'> } as Queue;
  const taking = await takeShards(queue, { work, workers: 2 });
  const workOn = (run: string) => Promise.all([0, 1, 2].map((shard) => handler({ run, folder: run, shard })));
  const first = workOn('first');
  // Its threads are started, and nowhere near their end.
  await new Promise((done) => setTimeout(done, 100));
  await Promise.all([first, workOn('second')]);
  expect([...people.values()]).toEqual([12, 12]);
  // Nothing outside the folder that runs are in is looked for.
  await expect(handler({ run: 'x', folder: join('..', 'first'), shard: 0 })).rejects.toThrow('is not here');
  await taking.close();
}, 60_000);
