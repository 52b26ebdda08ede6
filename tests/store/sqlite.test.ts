import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openStore } from '#src/store/open-store.ts';
import { acknowledgedUntilKilled } from './killed.ts';
import { storeSpec, tablesSpec } from './spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-store-'));
const file = (name: string) => `file:${join(folder, name)}`;
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

describe('a store in a file', () => storeSpec(() => file('spec.db'), true));
describe('a store in memory', () => storeSpec(() => 'memory:', false));
describe('the tables in a file', () => tablesSpec(async () => file(`tables-${files++}.db`)));

test('what is remembered survives closing', async () => {
  const first = await openStore(file('closed.db'));
  await first.useToken('issuer', 'one', 1);
  await first.close();
  const second = await openStore(file('closed.db'));
  expect(await second.useToken('issuer', 'one', 1)).toBe(false);
  await second.close();
});

test.each(['https://x', 'file:', '', 'memory:x', './x.db', 'mysql://x'])('%j is no address of a store', async (url) => {
  await expect(openStore(url)).rejects.toThrow('The store must be at');
});

test('a file that can not be is refused', async () => {
  await expect(openStore(file('no/such/folder.db'))).rejects.toThrow();
});

test('of what a process acknowledged before it was killed nothing is missing', async () => {
  let sum = 0;
  for (let round = 0; round < 3; round++) {
    const path = join(folder, `killed-${round}.db`);
    const acknowledged = await acknowledgedUntilKilled(`file:${path}`, 20 + Math.random() * 400);
    const database = new DatabaseSync(path);
    const kept = new Set(
      database
        .prepare('select card from feedback')
        .all()
        .map(({ card }) => String(card)),
    );
    database.close();
    expect(acknowledged.filter((card) => !kept.has(card))).toEqual([]);
    sum += acknowledged.length;
  }
  expect(sum).toBeGreaterThan(0);
}, 60_000);
