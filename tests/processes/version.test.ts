import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Discovery } from '#src/cds/protocol.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, spawnService, startService } from '../support/process.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

let server: FhirServer;
let service: RunningService;
beforeEach(async () => {
  server = await startFhirServer({ resources: exampleResources() });
  service = await startService({ FHIR_SERVERS: server.base, DEADLINE_MS: '5000' });
});
afterEach(async () => {
  await endServices();
  await server.close();
});

const get = async (path: string) => (await fetch(`${service.address}${path}`)).json();

test('the version of package.json is everywhere where it is looked for', async () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  const [first] = service.lines.filter((line) => !('stderr' in line));
  expect(first).toMatchObject({ event: 'starting', version });
  expect(await get('/health/live')).toEqual({ status: 'up', version });
  await service.logged(({ event }) => event === 'listening');
  expect(await get('/health/ready')).toEqual({ status: 'ready', version });
  expect((await service.metrics()).split('\n')).toContain(`secure_base_build_info{version="${version}"} 1`);
  expect(await get('/openapi.json')).toMatchObject({ info: { version } });
  const { services } = Discovery.parse(await get('/cds-services'));
  expect(services.map(({ extension }) => extension?.['org.secure-base.release'])).toEqual(
    services.map(() => ({ version })),
  );
}, 30_000);

test('whoever is called by it reads its version as User-Agent', async () => {
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const answer = await fetch(`${service.address}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'an-ehr/1.0' },
    body: JSON.stringify({ ...call, fhirServer: server.base }),
  });
  expect(answer.status).toBe(200);
  expect(server.requests.length).toBeGreaterThan(5);
  expect(new Set(server.requests.map(({ headers }) => headers['user-agent']))).toEqual(
    new Set([`secure-base/${version}`]),
  );
}, 30_000);

test('without a version it does not start, and says in one line which file lacks it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-version-'));
  for (const part of ['src', 'hooks', 'fhir-profiles']) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const { version: _, ...others } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(others));
  const child = spawnService({}, undefined, 'pipe', folder);
  const [output, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([code, output]).toEqual([
    1,
    `secure-base: ${join(folder, 'package.json')}: version is missing or no semantic version\n`,
  ]);
  rmSync(folder, { recursive: true });
}, 30_000);
