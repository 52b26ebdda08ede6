import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startRetention } from '#src/memory/retention.ts';
import { openStore } from '#src/store/open-store.ts';
import type { PurgeTimes } from '#src/store/store.ts';
import { day, hour, monday, opening, question, shown, someone } from '../store/spec.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(1);
}

/** What retention says, in order. */
function listener() {
  const said: string[] = [];
  const say = (what: string) => () => void said.push(what);
  const events = { purged: say('purged'), failed: say('failed'), clockWentBack: say('clock went back') };
  return { said, events: { ...events, unmatchedAnswers: say('unmatched answers') } };
}

test('what was kept too long is deleted at the start and then every five minutes, also after a restart', async () => {
  const store = await openStore('memory:');
  const [old, young] = [opening({ shown: [shown()] }), opening({ at: monday + 401 * day, shown: [shown()] })];
  await store.record({ id: someone(), openings: [old, young] });
  const { said, events } = listener();
  let now = monday + 401 * day + hour;
  const retention = startRetention(store, 400, () => now, events, 1);
  await until(() => retention.upkeep().purged === now);
  expect(said).toEqual(['purged']);
  expect(retention.upkeep()).toEqual({ oldest: young.at, purged: now });
  expect(await store.showingsOf(question(old))).toHaveLength(0);
  expect(await store.showingsOf(question(young))).toHaveLength(1);
  retention.end();
  now += 4 * 60_000;
  const again = startRetention(store, 400, () => now, events, 1);
  await until(() => again.upkeep().purged !== undefined);
  expect(said).toEqual(['purged']);
  now += 60_000;
  await until(() => said.length > 1);
  expect(said).toEqual(['purged', 'purged']);
  again.end();
  await store.close();
});

test('a purge that takes long is not begun again meanwhile', async () => {
  let begun = 0;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const purge = (_: PurgeTimes) => {
    begun += 1;
    return promise;
  };
  const upkeep = async () => ({ oldest: undefined, purged: monday });
  const { said, events } = listener();
  const retention = startRetention({ purge, upkeep }, 400, () => monday, events, 1);
  await wait(20);
  expect(begun).toBe(1);
  resolve(true);
  await until(() => begun > 1);
  retention.end();
  expect(said[0]).toBe('purged');
});

test('a store that is down is told, and nothing else happens', async () => {
  const down = () => Promise.reject(new Error('down'));
  const { said, events } = listener();
  const retention = startRetention({ purge: down, upkeep: down }, 400, () => monday, events, 5);
  await until(() => said.length > 1);
  retention.end();
  expect(new Set(said)).toEqual(new Set(['failed']));
  expect(retention.upkeep()).toEqual({ oldest: undefined, purged: undefined });
});
