import { copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openStore } from '#src/store/open-store.ts';
import { acknowledgedUntilKilled } from './killed.ts';
import { retirementSpec } from './retirement-spec.ts';
import { silentSpec, silentUpkeepSpec } from './silent-spec.ts';
import { answer, batch, opening, queryFor, shown, storeSpec, tablesSpec } from './spec.ts';
import { upkeepSpec } from './upkeep-spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-store-'));
const file = (name: string) => `file:${join(folder, name)}`;
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe('a store in a file', () => storeSpec(() => file('spec.db'), true));
describe('a store in memory', () => storeSpec(() => 'memory:', false));
describe('the tables in a file', () => tablesSpec(async () => file(`tables-${files++}.db`)));
describe('what a store in a file retires', () => retirementSpec(async () => file('retirement.db')));
describe('what a store in a file keeps of silent detections', () => silentSpec(async () => file('silent.db')));
describe('its upkeep', () => silentUpkeepSpec(async () => file(`tables-${files++}.db`)));
describe('the upkeep of a file', () => upkeepSpec(async () => file(`tables-${files++}.db`)));

test('data survives closing the store', async () => {
  const first = await openStore(file('closed.db'));
  await first.useToken('issuer', 'one', 1);
  await first.close();
  const second = await openStore(file('closed.db'));
  expect(await second.useToken('issuer', 'one', 1)).toBe(false);
  await second.close();
});

test('a closed store is a single file', async () => {
  const store = await openStore(file('one.db'));
  await store.record(batch(opening({ shown: [shown()] })));
  await store.readShowings(opening());
  await store.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('one.db'))).toEqual(['one.db']);
});

test.each(['https://x', 'file:', '', 'memory:x', './x.db', 'mysql://x'])('%j is no address of a store', async (url) => {
  await expect(openStore(url)).rejects.toThrow('The store must be at');
});

test('an unusable path is rejected', async () => {
  await expect(openStore(file('no/such/folder.db'))).rejects.toThrow();
});

test('feedback waiting for the lock does not block reads', async () => {
  const store = await openStore(file('locked.db'));
  const of = opening({ shown: [shown()] });
  await store.record(batch(of));
  const writer = new DatabaseSync(join(folder, 'locked.db'));
  writer.exec('begin immediate');
  const ended = { feedback: false };
  const feedback = store.saveFeedback([answer({ card: of.shown[0]?.card ?? '' })]).then(() => {
    ended.feedback = true;
  });
  for (let read = 0; read < 5; read += 1) expect(await store.readShowings(queryFor(of))).toHaveLength(1);
  await store.check();
  expect(ended.feedback).toBe(false);
  writer.exec('rollback');
  await feedback;
  writer.close();
  expect((await store.readShowings(queryFor(of)))[0]?.outcome).toMatchObject({ reason: 'not-now' });
  await store.close();
});

test.each([
  ['deleted', (path: string) => rmSync(path)],
  [
    'replaced by a copy',
    (path: string) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
])('a file that was %s under the store takes nothing more', async (how, change) => {
  const path = join(folder, `${how}.db`);
  const store = await openStore(`file:${path}`);
  await store.check();
  expect(await store.saveFeedback([answer()])).toBe('saved');
  change(path);
  await expect(store.check()).rejects.toThrow('deleted or replaced');
  await expect(store.saveFeedback([answer()])).rejects.toThrow('deleted or replaced');
  await expect(store.record(batch(opening()))).rejects.toThrow('deleted or replaced');
  await expect(store.erase(opening())).rejects.toThrow('deleted or replaced');
  await store.close();
});

test('nothing acknowledged before a kill is lost', async () => {
  let sum = 0;
  for (let round = 0; round < 3; round++) {
    const path = join(folder, `killed-${round}.db`);
    const acknowledged = await acknowledgedUntilKilled(`file:${path}`, 20 + Math.random() * 400);
    const database = new DatabaseSync(path);
    const stored = new Set(
      database
        .prepare('select card from feedback')
        .all()
        .map(({ card }) => String(card)),
    );
    database.close();
    expect(acknowledged.filter((card) => !stored.has(card))).toEqual([]);
    sum += acknowledged.length;
  }
  expect(sum).toBeGreaterThan(0);
}, 60_000);
