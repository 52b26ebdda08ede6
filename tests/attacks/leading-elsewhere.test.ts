import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bearer, ecKey, issuer, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { type Fault, type FhirServer, startFhirServer, startForbiddenServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';

// A FHIR server that may be called leads to one that may not: by redirects and by the links between pages.

const key = ecKey();
let service: RunningService;
let server: FhirServer;
let forbidden: Awaited<ReturnType<typeof startForbiddenServer>>;

beforeAll(async () => {
  forbidden = await startForbiddenServer();
  server = await startFhirServer({ resources: exampleResources(), pageSize: 5 });
  const reach = { fhirServers: [server.base], allowHttp: true, allowPrivateAddresses: true };
  service = await startService(
    { ...trusting([{ issuer, jwks: { keys: [key.jwk] }, ...reach }]), DEADLINE_MS: '5000', RATE_LIMIT_PER_SECOND: '0' },
    'watched-network.ts',
  );
});
afterAll(() => Promise.all([endServices(), server.close(), forbidden.close()]));

async function ask(): Promise<number> {
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const fhirAuthorization = { access_token: 'x', token_type: 'Bearer', expires_in: 60, scope: 'x', subject: 'x' };
  const answer = await fetch(service.address + serviceUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(tokenFor(key)) },
    body: JSON.stringify({ ...call, fhirServer: server.base, fhirAuthorization }),
  });
  return answer.status;
}

/** Ports that were connected to since then. */
const portsFrom = (from: number) => [
  ...new Set(service.lines.slice(from).flatMap(({ event, port }) => (event === 'connection-attempt' ? [port] : []))),
];

/** Asks while every type goes wrong in this way; gives the status of the answer. */
async function askWith(fault: Fault): Promise<number> {
  const types = ['Patient', 'Encounter', 'Appointment', 'Condition', 'PractitionerRole', 'Practitioner', 'metadata'];
  for (const type of types) server.fail(type, fault);
  const status = await ask();
  for (const type of types) server.fail(type);
  return status;
}

test('pages of the server itself are followed', async () => {
  expect(await ask()).toBe(200);
  const pages = server.requests.filter(({ query }) => query.has('_page'));
  expect(pages.length).toBeGreaterThan(1);
});

test('a redirect is not followed: not elsewhere, and not on the server itself', async () => {
  const paths = () => server.requests.map(({ path }) => path);
  for (const to of [
    forbidden.address,
    `${forbidden.address}/fhir/Patient/margaret-holloway`,
    `${server.base}/elsewhere`,
  ]) {
    const from = service.lines.length;
    expect([to, await askWith({ redirect: to })]).toEqual([to, 412]);
    expect(portsFrom(from)).not.toContain(Number(new URL(forbidden.address).port));
  }
  expect(paths()).not.toContain('elsewhere');
  expect(forbidden.connections()).toBe(0);
});

test('a link to the next page is followed on the server’s own base alone', async () => {
  const { host, port } = new URL(forbidden.address);
  const own = new URL(server.base).host;
  for (const next of [
    `${forbidden.address}/fhir/Encounter?_page=2`,
    `//${host}/fhir/Encounter?_page=2`,
    `\\\\${host}\\fhir\\Encounter?_page=2`,
    `http:\\\\${host}/fhir/Encounter?_page=2`,
    `http://${own}@${host}/fhir/Encounter?_page=2`,
    `http://user:secret@${own}/fhir/Encounter?_page=2`,
    `http://localhost:${port}/fhir/Encounter`,
    `https://${own}/fhir/Encounter?_page=2`,
    `http://${own}/other/Encounter?_page=2`,
    `http://${own}/fhir/../other/Encounter?_page=2`,
    `http://${own}/fhir/%2e%2e/other/Encounter?_page=2`,
    `http://${own}/fhirother?_page=2`,
    `file:///etc/passwd`,
    'javascript:alert(1)',
    'http://[',
  ]) {
    server.requests.length = 0;
    const from = service.lines.length;
    server.fail('Encounter', { next });
    expect([next, await ask()]).toEqual([next, 200]);
    server.fail('Encounter');
    const followed = server.requests.filter(
      ({ type, path, query }) => /other/.test(path) || (type === 'Encounter' && query.has('_page')),
    );
    expect([next, followed]).toEqual([next, []]);
    expect([next, portsFrom(from).filter((tried) => tried !== Number(new URL(server.base).port))]).toEqual([next, []]);
  }
  expect(forbidden.connections()).toBe(0);
}, 60_000);

test('what leads elsewhere counts as not wholly read, so that nothing rests on its absence', async () => {
  const incomplete = async () =>
    Number(/skipped_total\{[^}]*part="contacts",why="incomplete"\} (\d+)/.exec(await service.metrics())?.[1] ?? 0);
  const before = await incomplete();
  await ask();
  expect(await incomplete()).toBe(before);
  server.fail('Encounter', { next: `${forbidden.address}/fhir/Encounter` });
  await ask();
  server.fail('Encounter');
  expect(await incomplete()).toBeGreaterThan(before);
});
