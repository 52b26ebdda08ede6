import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { HookResponse } from '#src/cds/protocol.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { until } from '../support/load.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { keptAt } from '../support/stored-rows.ts';

afterEach(endServices);

const path = '/cds-services/secure-base-patient-view';

async function post({ address }: RunningService, body: object): Promise<HookResponse> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as HookResponse;
}

/** What is counted of calls; times differ, and so do the reads of the practice's own day. */
async function counted(service: RunningService): Promise<readonly string[]> {
  const lines = (await service.metrics()).split('\n');
  return lines.filter((line) => /^secure_base_(?:findings|cards|held|skipped|unusable|late)/.test(line)).sort();
}

function cardsIn(metrics: readonly string[]): number {
  const counts = metrics.flatMap((line) => /^secure_base_cards_total\{.*\} (\d+)$/.exec(line)?.[1] ?? []);
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

/** Opens the example's chart by prefetch, twice, and by a server, and gives everything that the service did. */
async function everythingWith(workers: string) {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-workers-'));
  const store = `file:${join(folder, 'store.sqlite')}`;
  const server = await startFhirServer({ resources: exampleResources() });
  const service = await startService({
    WORKERS: workers,
    DEMO: 'on',
    AS_OF: '2026-09-30',
    STAFF_DIRECTORY: staffFile(),
    FHIR_SERVERS: server.base,
    STORE_URL: store,
    AUDIT_LOG: join(folder, 'audit.log'),
    PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
    DEADLINE_MS: '10000',
    MAX_CARDS: '20',
  });
  const call = exampleCall({ hook: 'patient-view' });
  const { prefetch, ...withoutPrefetch } = call;
  const answers = [
    await post(service, call),
    await post(service, call),
    await post(service, { ...withoutPrefetch, fhirServer: server.base }),
  ];
  const shown = answers.flatMap(({ cards }) => cards).length;
  // A worker hands on what it counted a turn of its event loop after the answer.
  await until('every card is counted', async () => cardsIn(await counted(service)) === shown);
  const metrics = await counted(service);
  const ended = once(service.child, 'exit');
  service.child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await server.close();
  const audited = readFileSync(join(folder, 'audit.log'), 'utf8').trim().split('\n');
  const audit = audited.map((line) => {
    const { at, time, ms, readMs, ...rest } = JSON.parse(line);
    return rest;
  });
  const events = service.lines.map(({ event }) => event).filter((event) => event !== undefined);
  const { openings } = await keptAt(store);
  return { answers, metrics, audit, events, openings: openings?.length };
}

test('with workers the service answers, remembers, audits, counts and logs as without', async () => {
  const [without, withWorkers] = [await everythingWith('0'), await everythingWith('2')];
  expect(without.answers[0]?.cards.length).toBeGreaterThan(0);
  expect(without.metrics.length).toBeGreaterThan(1);
  expect(withWorkers.answers).toEqual(without.answers);
  expect(withWorkers.metrics).toEqual(without.metrics);
  expect(withWorkers.audit).toEqual(without.audit);
  expect(withWorkers.events.toSorted()).toEqual(without.events.toSorted());
  expect(withWorkers.openings).toBe(without.openings);
}, 120_000);

test('what is in flight in a worker is finished before the process ends', async () => {
  const server = await startFhirServer({ resources: exampleResources(), delayMs: 400 });
  const service = await startService({ WORKERS: '1', FHIR_SERVERS: server.base, DEADLINE_MS: '5000' });
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const answer = post(service, { ...call, fhirServer: server.base });
  while (server.requests.length === 0) await new Promise((done) => setTimeout(done, 10));
  const ended = once(service.child, 'exit');
  service.child.kill('SIGTERM');
  expect((await answer).cards).toBeDefined();
  expect(await ended).toEqual([0, null]);
  await server.close();
}, 60_000);
