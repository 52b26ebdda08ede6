import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createWriteBehind } from '#src/memory/write-behind.ts';
import type { Batch } from '#src/store/store.ts';
import { opening } from '../store/spec.ts';

const quick = { batchWindowMs: 1, retryMs: 1, maxRetryMs: 5 };

/** A store that accepts batches while it is up. */
function target() {
  const state = { up: true, checks: true, slowMs: 0, tried: [] as Batch[], written: [] as Batch[] };
  return Object.assign(state, {
    record: async (batch: Batch) => {
      state.tried.push(batch);
      if (state.slowMs > 0) await wait(state.slowMs);
      if (!state.up) throw new Error('down');
      state.written.push(batch);
    },
    check: async () => {
      if (!state.up && !state.checks) throw new Error('down');
    },
  });
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => opening({ patient: `${i}` }));
const patients = (batches: readonly Batch[]) => batches.flatMap(({ openings }) => openings.map((it) => it.patient));
const inOrder = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `${from + i}`);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(1);
}

describe('the write-behind queue', () => {
  test('writes openings in order, without being flushed', async () => {
    const store = target();
    const recorder = createWriteBehind(store, { ...quick, batchSize: 3 });
    for (const one of numbered(8)) recorder.record(one);
    expect(recorder.lag()).toMatchObject({ waiting: 8, dropped: 0, failing: false });
    await until(() => recorder.lag().waiting === 0);
    expect(store.written.map(({ openings }) => openings.length)).toEqual([3, 3, 2]);
    expect(patients(store.written)).toEqual(inOrder(8));
    recorder.record(opening({ patient: '8' }));
    await until(() => recorder.lag().waiting === 0);
    expect(patients(store.written)).toEqual(inOrder(9));
  });

  test('retries the same batch until the store is back, and loses nothing', async () => {
    const store = Object.assign(target(), { up: false, checks: false });
    const recorder = createWriteBehind(store, { ...quick, batchSize: 3 });
    for (const one of numbered(5)) recorder.record(one);
    await until(() => store.tried.length > 7);
    expect(recorder.lag()).toMatchObject({ waiting: 5, failing: true });
    expect(recorder.lag().oldestMs).toBeGreaterThan(0);
    expect(new Set(store.tried.map(({ id }) => id)).size).toBe(1);
    store.up = true;
    await until(() => recorder.lag().waiting === 0);
    expect(patients(store.written)).toEqual(inOrder(5));
    expect(recorder.lag()).toEqual({ waiting: 0, oldestMs: 0, dropped: 0, failing: false });
  });

  test('drops and counts the oldest openings when the queue is full', async () => {
    const store = target();
    const recorder = createWriteBehind(store, { ...quick, maxQueued: 10 });
    for (const one of numbered(25)) recorder.record(one);
    expect(recorder.lag()).toMatchObject({ waiting: 10, dropped: 15 });
    await recorder.flush(1000);
    expect(patients(store.written)).toEqual(inOrder(10, 15));
  });

  test('drops a batch that a healthy store keeps rejecting, so that others proceed', async () => {
    const store = Object.assign(target(), { up: false });
    const recorder = createWriteBehind(store, { ...quick, batchSize: 3 });
    for (const one of numbered(4)) recorder.record(one);
    await until(() => recorder.lag().dropped > 0);
    store.up = true;
    await until(() => recorder.lag().waiting === 0);
    expect(patients(store.written)).toEqual(['3']);
    expect(recorder.lag().dropped).toBe(3);
  });

  test('flushes everything at shutdown', async () => {
    const store = Object.assign(target(), { slowMs: 2 });
    const recorder = createWriteBehind(store, { batchSize: 7 });
    for (const one of numbered(20)) recorder.record(one);
    expect(await recorder.flush(5000)).toBe(true);
    expect(patients(store.written)).toEqual(inOrder(20));
  });

  test('flush times out while the store is down, and reports that openings are left', async () => {
    const store = Object.assign(target(), { up: false, checks: false });
    const recorder = createWriteBehind(store, quick);
    recorder.record(opening());
    const start = performance.now();
    expect(await recorder.flush(50)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
    store.up = true;
    expect(await recorder.flush(1000)).toBe(true);
  });

  test('flush times out while the store hangs', async () => {
    const recorder = createWriteBehind({ record: () => new Promise(() => {}), check: async () => {} }, quick);
    recorder.record(opening({ patient: randomUUID() }));
    expect(await recorder.flush(30)).toBe(false);
  });
});
