import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createUsedTokens } from '#src/memory/used-tokens.ts';
import { openStore } from '#src/store/open-store.ts';

const later = Date.now() + 60_000;

test('a token can be used once in this process and in all that share the store', async () => {
  const store = await openStore('memory:');
  const [here, there] = [createUsedTokens(store, () => {}, 1000), createUsedTokens(store, () => {}, 1000)];
  expect(await here.use('ehr', '1', later)).toBe(true);
  expect(await here.use('ehr', '1', later)).toBe(false);
  expect(await there.use('ehr', '1', later)).toBe(false);
  expect(await there.use('ehr', '2', later)).toBe(true);
  expect(await here.use('another', '1', later)).toBe(true);
  await store.close();
});

test('a process knows the tokens it has seen without reading the store', async () => {
  const store = await openStore('memory:');
  const tokens = createUsedTokens(store, () => {}, 1000);
  expect(tokens.has('ehr', '1')).toBe(false);
  await tokens.use('ehr', '1', later);
  expect([tokens.has('ehr', '1'), tokens.has('ehr', '2'), tokens.has('another', '1')]).toEqual([true, false, false]);
  await store.close();
});

test('only one of two concurrent calls with one token is accepted', async () => {
  const store = await openStore('memory:');
  const processes = Array.from({ length: 4 }, () => createUsedTokens(store, () => {}, 1000));
  const let_in = await Promise.all(
    processes.flatMap((one) => [one.use('ehr', '1', later), one.use('ehr', '1', later)]),
  );
  expect(let_in.filter(Boolean)).toHaveLength(1);
  await store.close();
});

test.each([
  ['is down', () => Promise.reject(new Error('down'))],
  ['does not answer in time', () => wait(300, true)],
] as const)('while the store %s only the process is checked, which is reported', async (_, useToken) => {
  const alone: true[] = [];
  const tokens = createUsedTokens({ useToken }, () => alone.push(true), 50);
  expect(await tokens.use('ehr', '1', later)).toBe(true);
  expect(await tokens.use('ehr', '1', later)).toBe(false);
  expect(alone).toHaveLength(1);
});
