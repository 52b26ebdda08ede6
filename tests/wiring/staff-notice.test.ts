import { afterEach, expect, test } from '@jest/globals';
import { detectors } from '#src/detectors/index.ts';
import type { LogFields } from '#src/observability/log.ts';
import { warnOfUnknownStaff } from '#src/wiring/staff-notice.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';

let site: TestApp | undefined;
afterEach(() => site?.close());

const url = '/cds-services/secure-base-patient-view';
const call = () => exampleCall({ hook: 'patient-view' });
const noticesOf = (of: TestApp) =>
  of.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'staff-unknown');

test('the first call on prefetch alone is told of once, with what stays unsaid', async () => {
  site = await startApp();
  for (let n = 0; n < 3; n += 1) expect((await site.post(url, call())).statusCode).toBe(200);
  expect(noticesOf(site)).toMatchObject([{ level: 40, issuer: 'open', setting: 'STAFF_DIRECTORY' }]);
  expect(noticesOf(site)[0].code.split(',')).toEqual(
    expect.arrayContaining(['usual-clinician-left', 'usual-clinician-leaving', 'trainee-changeover']),
  );
  expect(noticesOf(site)[0].code).not.toMatch(/gone-quiet/);
});

test('a site with a staff directory is told nothing', async () => {
  site = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
  expect((await site.post(url, call())).statusCode).toBe(200);
  expect(noticesOf(site)).toEqual([]);
});

test('nor is one whose calls name a server that may be called, until one does not', async () => {
  const server = await startFhirServer({ resources: exampleResources() });
  site = await startApp();
  expect((await site.post(url, { ...call(), fhirServer: server.base })).statusCode).toBe(200);
  expect(noticesOf(site)).toEqual([]);
  expect((await site.post(url, call())).statusCode).toBe(200);
  expect(noticesOf(site)).toHaveLength(1);
  await server.close();
});

test('each client is told of once, and no more than a thousand are remembered', () => {
  const lines: LogFields[] = [];
  const notice = warnOfUnknownStaff(() => false, detectors, { warn: (line) => void lines.push(line) });
  for (let round = 0; round < 2; round += 1)
    for (const client of ['a', 'b']) notice({ client, tenant: 'open', withServer: false });
  expect(lines.map(({ issuer }) => issuer)).toEqual(['a', 'b']);
  for (let n = 0; n < 1000; n += 1) notice({ client: `client ${n}`, tenant: 'open', withServer: false });
  notice({ client: 'a', tenant: 'open', withServer: false });
  expect(lines).toHaveLength(1003);
});
