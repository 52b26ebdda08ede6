import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exampleCall, exampleResources } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

// A caller, or a FHIR server that may be called, sends what costs far more than its size.

const mebibyte = 1024 * 1024;
const types = [
  'Encounter',
  'Appointment',
  'Condition',
  'Observation',
  'MedicationRequest',
  'MedicationDispense',
  'Communication',
  'Procedure',
  'Flag',
  'CareTeam',
  'EpisodeOfCare',
  'Task',
  'ServiceRequest',
  'CarePlan',
  'PractitionerRole',
];
let server: FhirServer;
let service: RunningService;

beforeAll(async () => {
  server = await startFhirServer({ resources: exampleResources() });
  service = await startService({ FHIR_SERVERS: server.base, DEADLINE_MS: '8000' });
});
afterAll(() => Promise.all([endServices(), server.close()]));
beforeEach(() => {
  for (const type of types) server.fail(type);
  server.requests.length = 0;
});

/** The status of a call with this prefetch, or of one whose record is read from the server. */
async function ask(prefetch?: object): Promise<number> {
  const { prefetch: example, ...call } = exampleCall({ hook: 'patient-view' });
  const { status } = await fetch(`${service.address}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      prefetch ? { ...call, prefetch: { ...example, ...prefetch } } : { ...call, fhirServer: server.base },
    ),
  });
  return status;
}

async function metric(name: string): Promise<number> {
  const lines = (await service.metrics()).split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** What this costs the service, in seconds of its CPU. */
async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const before = await metric('process_cpu_seconds_total');
  await run();
  return (await metric('process_cpu_seconds_total')) - before;
}

const bundleOf = (...entry: object[]) => ({ resourceType: 'Bundle', type: 'searchset', entry });

describe('a resource type that is a pattern', () => {
  const entries: [string, object][] = [
    ['broken', { fullUrl: '/x', resource: { resourceType: '(' } }],
    ['costly', { fullUrl: `/${'a'.repeat(60)}!`, resource: { resourceType: '(a+)+$' } }],
    ['of a property that every object has', { fullUrl: '/x', resource: { resourceType: '__proto__' } }],
  ];

  test.each(entries)('%s, of a caller, leaves the source unread, and costs nothing', async (_, entry) => {
    let status = 0;
    const cpu = await cpuOf(async () => {
      status = await ask({ encounters: bundleOf(entry) });
    });
    expect([200, 412]).toContain(status);
    expect(cpu).toBeLessThan(1);
  });

  test.each(entries)('%s, of a FHIR server, leaves the source unread, and costs nothing', async (_, entry) => {
    server.fail('Condition', { body: JSON.stringify(bundleOf(entry)) });
    let status = 0;
    const cpu = await cpuOf(async () => {
      status = await ask();
    });
    expect(status).toBe(200);
    expect(cpu).toBeLessThan(1);
  });
});

test('an answer nested 200,000 deep leaves its source unread, and the other cards go on', async () => {
  const nested = '['.repeat(200_000) + ']'.repeat(200_000);
  const resource = `{"resourceType":"Condition","id":"c","extension":${nested}}`;
  const body = `{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":${resource}}]}`;
  server.fail('Condition', { body });
  expect(await ask()).toBe(200);
});

test('pages that lead to themselves are each read once', async () => {
  await ask();
  const before = server.requests.length;
  server.requests.length = 0;
  for (const type of types) server.fail(type, { next: `${server.base}/${type}?again=${type}`, noTotal: true });
  await ask();
  expect(server.requests.length).toBeLessThan(before + 2 * types.length);
});

test('fifteen answers of 17 MB at once end at the limit of one call, and others are answered', async () => {
  const filling = 'x'.repeat(17_000_000);
  for (const type of types) server.fail(type, { body: JSON.stringify({ ...bundleOf(), text: filling }) });
  const before = await metric('process_resident_memory_bytes');
  const answer = ask();
  expect((await fetch(`${service.address}/health/live`)).status).toBe(200);
  expect([200, 412]).toContain(await answer);
  expect((await metric('process_resident_memory_bytes')) - before).toBeLessThan(400 * mebibyte);
  expect(await metric('secure_base_fhir_read_seconds_count{type="Encounter",outcome="over-budget"}')).toBe(1);
  for (const type of types) server.fail(type);
  expect(await ask()).toBe(200);
});
