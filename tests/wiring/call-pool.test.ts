import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { ReceivedCall } from '#src/cds/answer-call.ts';
import { sharedNow } from '#src/cds/deadline.ts';
import { readConfig } from '#src/config/config.ts';
import { Problem } from '#src/problem.ts';
import type { ThreadRequest } from '#src/thread/open-thread.ts';
import { type CallPool, openCallPool } from '#src/wiring/workers/call-pool.ts';

let pool: CallPool | undefined;
afterEach(() => pool?.close());

const deadlineMs = 1000;

/** A pool of scripted workers, warm, and what it reported. */
async function openPool(workers: number, file = 'scripted-worker.ts') {
  const reported: string[] = [];
  const config = readConfig({ WORKERS: `${workers}`, DEADLINE_MS: `${deadlineMs}` });
  pool = openCallPool({
    worker: new URL(`../support/${file}`, import.meta.url),
    settings: { config, pseudonymKey: Buffer.alloc(32), formerPseudonymKey: undefined },
    functions: () => ({
      recall: () => Promise.reject(new Error('not asked here')),
      hurry: () => {},
      observe: () => {},
    }),
    events: { late: () => reported.push('late'), workerEnded: () => reported.push('ended') },
  });
  const { answer, check, warm } = pool;
  if (file === 'scripted-worker.ts') await warm;
  return { reported, check, ask: async (script: string) => (await answer(call(script))).response };
}

function call(script: string): ReceivedCall {
  return {
    service: 'x',
    body: Buffer.from(script),
    site: undefined,
    tenant: 'open',
    allowed: { client: 'open', bases: [], reach: 'any', launching: [] },
    mayLearnWhy: false,
    deadline: sharedNow() + deadlineMs,
  };
}

test('a call that never ends is answered without cards at the deadline, and its worker is replaced later', async () => {
  const { ask, reported } = await openPool(1);
  expect(await ask('spin')).toBe('{"cards":[]}');
  expect(reported).toEqual(['late']);
  while (!reported.includes('ended')) await setTimeout(10);
  // The new worker answers; no call of ours has to wait for more than its own deadline.
  let response = '{"cards":[]}';
  while (response === '{"cards":[]}') response = await ask('answer');
  expect(response).toMatch(/thread/);
});

test('a body is free for others once a worker has answered, and never where its worker was ended', async () => {
  await openPool(1);
  const read: string[] = [];
  const ask = (script: string) => pool?.answer(call(script), () => read.push(script));
  await ask('answer');
  await ask('refuse')?.catch(() => {});
  await ask('spin');
  await setTimeout(1.5 * deadlineMs);
  expect(read).toEqual(['answer', 'refuse']);
});

test('a page is made by a worker; one whose worker was ended is asked for again later, and the next gets its page', async () => {
  const { reported } = await openPool(1);
  const page = (patientId: string) => pool?.openThread({ patientId } as ThreadRequest);
  expect(await page('p')).toEqual({ status: 200, html: expect.stringMatching(/^thread \d+$/) });
  await expect(page('crash')).rejects.toEqual(new Problem('overloaded'));
  expect(await page('p')).toMatchObject({ status: 200 });
  expect(reported).toEqual(['ended']);
});

test('another call on that worker is run again and gets its answer', async () => {
  const { ask, reported } = await openPool(1);
  const spinning = ask('spin');
  // Late enough to have time left when the worker is ended.
  await setTimeout(1.8 * deadlineMs);
  const other = await ask('answer');
  expect(other).toMatch(/thread/);
  expect(await spinning).toBe('{"cards":[]}');
  expect(reported).toEqual(['late', 'ended']);
});

test('what comes after a call that does not end goes to the other worker, though that has more calls', async () => {
  const { ask } = await openPool(2);
  void ask('spin');
  await setTimeout(100);
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask('wait 20')));
  expect(answers.filter((answer) => /thread/.test(answer))).toHaveLength(8);
});

test('a call that crashes every worker it is given to is answered without cards', async () => {
  const { ask, reported } = await openPool(3);
  expect(await ask('crash')).toBe('{"cards":[]}');
  expect(reported).toEqual(['ended', 'ended', 'late']);
  expect(await ask('answer')).toMatch(/thread/);
});

test('a problem keeps its kind and its place', async () => {
  const { ask } = await openPool(1);
  const refused = await ask('refuse').catch((error: unknown) => error);
  expect(refused).toEqual(new Problem('data-missing', ['here']));
  expect(refused).toBeInstanceOf(Problem);
});

test('calls that wait share a worker', async () => {
  const { ask } = await openPool(1);
  const started = sharedNow();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('wait 100')));
  expect(new Set(answers).size).toBe(1);
  expect(sharedNow() - started).toBeLessThan(20 * 100);
});

test('workers that can’t start are noticed, and calls are answered without cards', async () => {
  const { ask, check } = await openPool(1, 'no-such-file.ts');
  while (
    await check().then(
      () => true,
      () => false,
    )
  )
    await setTimeout(10);
  expect(await ask('answer')).toBe('{"cards":[]}');
});
