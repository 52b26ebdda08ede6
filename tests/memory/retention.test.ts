import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startRetention } from '#src/memory/retention.ts';
import { openStore } from '#src/store/open-store.ts';
import type { PurgeTimes } from '#src/store/upkeep.ts';
import { day, hour, monday, opening, queryFor, shown, someone } from '../store/spec.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(1);
}

/** The events of retention, in order. */
function listener() {
  const fired: string[] = [];
  const record = (what: string) => () => void fired.push(what);
  const events = { purged: record('purged'), failed: record('failed'), clockWentBack: record('clock went back') };
  return { fired, events: { ...events, unmatchedFeedback: record('unmatched answers') } };
}

test('expired data is purged at the start and then every five minutes, also across a restart', async () => {
  const store = await openStore('memory:');
  const [old, young] = [opening({ shown: [shown()] }), opening({ at: monday + 401 * day, shown: [shown()] })];
  await store.record({ id: someone(), openings: [old, young] });
  const { fired, events } = listener();
  let now = monday + 401 * day + hour;
  const retention = startRetention(store, 400, () => now, events, 1);
  await until(() => retention.upkeep().lastPurgeAt === now);
  expect(fired).toEqual(['purged']);
  expect(retention.upkeep()).toEqual({ oldestRowAt: young.at, lastPurgeAt: now });
  expect(await store.readShowings(queryFor(old))).toHaveLength(0);
  expect(await store.readShowings(queryFor(young))).toHaveLength(1);
  retention.stop();
  now += 4 * 60_000;
  const again = startRetention(store, 400, () => now, events, 1);
  await until(() => again.upkeep().lastPurgeAt !== undefined);
  expect(fired).toEqual(['purged']);
  now += 60_000;
  await until(() => fired.length > 1);
  expect(fired).toEqual(['purged', 'purged']);
  again.stop();
  await store.close();
});

test('a slow purge is not started again meanwhile', async () => {
  let begun = 0;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const purge = (_: PurgeTimes) => {
    begun += 1;
    return promise;
  };
  const readUpkeep = async () => ({ oldestRowAt: undefined, lastPurgeAt: monday });
  const { fired, events } = listener();
  const retention = startRetention({ purge, readUpkeep }, 400, () => monday, events, 1);
  await wait(20);
  expect(begun).toBe(1);
  resolve(true);
  await until(() => begun > 1);
  retention.stop();
  expect(fired[0]).toBe('purged');
});

test('a store that is down is reported, and nothing else happens', async () => {
  const down = () => Promise.reject(new Error('down'));
  const { fired, events } = listener();
  const retention = startRetention({ purge: down, readUpkeep: down }, 400, () => monday, events, 5);
  await until(() => fired.length > 1);
  retention.stop();
  expect(new Set(fired)).toEqual(new Set(['failed']));
  expect(retention.upkeep()).toEqual({ oldestRowAt: undefined, lastPurgeAt: undefined });
});
