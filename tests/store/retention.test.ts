import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openStore } from '#src/store/open-store.ts';
import { startRetention } from '#src/store/retention.ts';
import { day, monday, opening, question, shown, someone } from './spec.ts';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(1);
}

test('what was kept too long is deleted at the start and then once a day, also after a restart', async () => {
  const store = await openStore('memory:');
  const [old, young] = [opening({ shown: [shown()] }), opening({ at: monday + 2 * day, shown: [shown()] })];
  await store.record({ id: someone(), openings: [old, young] });
  const told: string[] = [];
  let now = monday + 401 * day;
  const start = () =>
    startRetention(
      store,
      400,
      () => now,
      (done) => told.push(done),
      1,
    );
  const stop = start();
  await until(() => told.length > 0);
  expect(told).toEqual(['purged']);
  expect(await store.showingsOf(question(old))).toHaveLength(0);
  expect(await store.showingsOf(question(young))).toHaveLength(1);
  stop();
  const stopAgain = start();
  await wait(30);
  expect(told).toEqual(['purged']);
  now += day;
  await until(() => told.length > 1);
  expect(told).toEqual(['purged', 'purged']);
  stopAgain();
  await store.close();
});

test('a store that is down is told, and nothing else happens', async () => {
  const told: string[] = [];
  const purge = () => Promise.reject(new Error('down'));
  const stop = startRetention(
    { purge },
    400,
    () => monday,
    (done) => told.push(done),
    5,
  );
  await until(() => told.length > 1);
  stop();
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told)).toEqual(new Set(['failed']));
});
