import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Call, callOf } from '../../scripts/complexity/call.ts';
import { families } from '../../scripts/complexity/families.ts';
import { largestCall } from '../../scripts/complexity/measure.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

/** Less than many of these bodies take, so that their workers are ended. */
const deadlineMs = 500;

let service: RunningService;
beforeAll(async () => {
  service = await startService({ WORKERS: '2', DEADLINE_MS: `${deadlineMs}` });
}, 60_000);
afterAll(endServices);

async function post({ hook, body }: Call): Promise<number> {
  const url = `${service.address}/cds-services/secure-base-${hook}`;
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await answer.arrayBuffer();
  return answer.status;
}

const quantile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))];

test('ordinary calls and health checks wait for none of the costliest bodies', async () => {
  // In a thread of its own: making these bodies would keep it waiting.
  const caller = new Worker(new URL('./ordinary-caller.ts', import.meta.url), {
    workerData: { address: service.address, ...callOf({}) },
  });
  // All families take minutes; each of them has its limits in the tests beside this one.
  for (const family of families.filter((_, i) => i % 4 === 0)) {
    const { full } = largestCall(family);
    // Two at a time, one for each worker.
    for (const status of await Promise.all([post(full), post(full)])) expect([200, 412]).toContain(status);
  }
  caller.postMessage('over');
  const [{ calls, checks }] = await once(caller, 'message');
  expect(calls.length).toBeGreaterThan(100);
  expect(quantile(calls, 0.99)).toBeLessThan(2 * deadlineMs);
  // The few above it are those of a machine that runs other tests too.
  expect(quantile(checks, 0.95)).toBeLessThan(100);
}, 300_000);
