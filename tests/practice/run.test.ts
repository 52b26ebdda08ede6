import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { add, addAll, type Counts, countsOf } from '#src/practice/counts.ts';
import { type Outcome, readParts, writePart } from '#src/practice/parts.ts';
import { type RunPlace, workOnShards } from '#src/practice/run.ts';

/** Works on three shards of a person each; `fails` says how often each of them fails before it is done. */
async function worked(fails: Readonly<Record<number, number>>, error: Error = new Error('a row in a message')) {
  const tries = [0, 0, 0];
  const running = new Set<number>();
  let most = 0;
  const place = {
    progress: { begin: () => {}, step: () => {}, end: () => {} },
    pool: {
      workOnShard: async (shard: number) => {
        running.add(shard);
        const nth = (tries[shard] ?? 0) + 1;
        tries[shard] = nth;
        if (nth > 1) most = Math.max(most, running.size);
        await new Promise((done) => setTimeout(done, 5));
        running.delete(shard);
        if (nth <= (fails[shard] ?? 0)) throw error;
        return { people: 1, failed: 0, counts: new Map([[JSON.stringify(['seen', shard]), 2]]) };
      },
    },
  } as unknown as RunPlace;
  return { ...(await workOnShards({ shards: 3, patientsIn: (shard) => 10 + shard }, place)), tries, most };
}

test('a shard that fails is worked on once more, alone, and counted once', async () => {
  const { people, counts, lostShards, tries, most } = await worked({ 0: 1, 2: 1 });
  expect({ people, lostShards, tries, most }).toEqual({ people: 3, lostShards: [], tries: [2, 1, 2], most: 1 });
  expect(countsOf(counts, 'seen')).toEqual([0, 1, 2].map((shard) => ({ of: [shard], count: 2 })));
});

test('one that fails again is listed by a code, and the people of the others are counted', async () => {
  const { people, lostShards } = await worked({ 1: 2 });
  expect({ people, lostShards }).toEqual({ people: 2, lostShards: [{ shard: 1, reason: 'failed', people: 11 }] });
  const ended = Object.assign(new Error(), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  expect((await worked({ 1: 2 }, ended)).lostShards).toEqual([{ shard: 1, reason: 'out-of-memory', people: 11 }]);
});

test('counts of a kind come in one order, whatever the order in which they were added', () => {
  const [one, other]: Counts[] = [new Map(), new Map()];
  const keys = [['a', 'x', 1], ['a', 'x', 2], ['ab', 'x'], ['a']] as const;
  for (const key of keys) add(one ?? new Map(), key);
  for (const key of keys.toReversed()) add(other ?? new Map(), key, 1);
  expect(countsOf(one ?? new Map(), 'a')).toEqual(countsOf(other ?? new Map(), 'a'));
  expect(countsOf(one ?? new Map(), 'a').map(({ of }) => of)).toEqual([['x', 1], ['x', 2], []]);
  addAll(one ?? new Map(), other ?? new Map());
  expect(countsOf(one ?? new Map(), 'ab')).toEqual([{ of: ['x'], count: 2 }]);
});

const outcome = (people: number, key: string): Outcome => ({
  order: { command: 'centiles', options: { asOf: 20_787 } },
  people,
  failedPeople: 1,
  lostShards: [],
  rows: new Map([['Patient', people]]),
  unplaced: new Map(),
  names: new Map([['Practitioner/1', 'Dr A. Patel']]),
  identifiers: new Map(),
  counts: new Map([[key, people]]),
});

test('the shares of machines are brought together, and none may be missing or of another run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  await writePart(outcome(3, '["a"]'), 0, 2, folder);
  await expect(readParts(folder)).rejects.toThrow('part 1 of 2 is missing');
  await writePart(outcome(4, '["a"]'), 1, 2, folder);
  expect(await readParts(folder)).toEqual({ ...outcome(7, '["a"]'), failedPeople: 2 });
  const other = outcome(4, '["a"]');
  await writePart({ ...other, order: { command: 'centiles', options: { asOf: 1 } } }, 1, 2, folder);
  await expect(readParts(folder)).rejects.toThrow('its parts are not of one run');
  await expect(readParts(mkdtempSync(join(tmpdir(), 'none-')))).rejects.toThrow('holds no part-I-of-N.json');
  expect(readFileSync(join(folder, 'part-0-of-2.json'), 'utf8')).not.toContain('Patient/');
});
