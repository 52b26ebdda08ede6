import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codes } from '#src/detectors/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ecKey, issuer, serviceUrl, tokenFor } from '../support/client-tokens.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';

const key = ecKey();
const here = 'http://127.0.0.1:8080';
const folder = mkdtempSync(join(tmpdir(), 'sites-'));
const write = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
const tenants = ['usual', 'silent', 'without', 'strict', 'counted', 'served', 'little', 'misnamed'];
let site: TestApp;
let fhir: Awaited<ReturnType<typeof startFhirServer>>;

beforeAll(async () => {
  fhir = await startFhirServer({ resources: exampleResources() });
  const entry = { issuer, jwks: { keys: [key.jwk] }, tenants, allowHttp: true, allowPrivateAddresses: true };
  site = await startApp({
    env: {
      PUBLIC_URL: here,
      FHIR_SERVERS: '',
      STAFF_DIRECTORY: staffFile(),
      MAX_CARDS: '3',
      TRUSTED_CLIENTS: write('clients.txt', { clients: [entry] }),
      SITES: write('sites.json', {
        sites: [
          { issuer, tenant: 'silent', settings: { SILENT: true } },
          { issuer, tenant: 'without', settings: { DETECTIONS_OFF: ['usual-clinician-left'], METRICS_BY_SITE: false } },
          { issuer, tenant: 'strict', thresholds: { 'usual-clinician-left': { maxDaysSince: 1 } } },
          { issuer, tenant: 'counted', settings: { METRICS_BY_SITE: true, MAX_CARDS: 1 } },
          { issuer, tenant: 'served', fhirServer: fhir.base },
          { issuer, tenant: 'little', settings: { DETECTIONS_OFF: codes.filter((code) => code !== 'first-meeting') } },
          { issuer, tenant: 'misnamed', settings: { STAFF_DIRECTORY: 'none.json' } },
        ],
      }),
    },
  });
});
afterAll(async () => {
  await site.close();
  await fhir.close();
});

const authorization = (path: string, tenant: string) => ({
  authorization: `Bearer ${tokenFor(key, path, { claims: { tenant, aud: `${here}${path}` } })}`,
});
const answerTo = async (tenant: string, change: object = {}) => {
  const call = { ...exampleCall({ hook: 'patient-view' }), hookInstance: crypto.randomUUID(), ...change };
  const answer = await site.post(serviceUrl, call, authorization(serviceUrl, tenant));
  expect(answer.statusCode).toBe(200);
  return answer.json().cards.map((card: { source: { topic: { code: string } } }) => card.source.topic.code);
};

const offered = () => ({ fhirServer: fhir.base, prefetch: undefined });
const countOf = async (series: string) =>
  Number(
    (await site.metrics())
      .split('\n')
      .find((line) => line.startsWith(`secure_base_${series} `))
      ?.split(' ')
      .at(-1) ?? 0,
  );

describe('a site answers by its own decisions', () => {
  test('and a tenant without an entry by the environment’s', async () => {
    expect(await answerTo('usual')).toEqual(['usual-clinician-left']);
    expect(await answerTo('counted')).toEqual(['usual-clinician-left']);
  });

  test('which may silence all detections, turn one off, or change its thresholds', async () => {
    for (const tenant of ['silent', 'without', 'strict'])
      expect([tenant, await answerTo(tenant)]).toEqual([tenant, []]);
  });

  test('also in discovery: what is off is not asked for', async () => {
    const keysFor = async (tenant: string) => {
      const { services } = (await site.get('/cds-services', authorization('/cds-services', tenant))).json();
      return Object.keys(services[0].prefetch);
    };
    expect(await keysFor('silent')).toEqual(await keysFor('usual'));
    expect((await keysFor('little')).length).toBeLessThan((await keysFor('usual')).length);
  });
});

describe('the FHIR server of a site', () => {
  test('is called for this site', async () => {
    const before = fhir.requests.length;
    expect(await answerTo('served', offered())).toEqual(['usual-clinician-left']);
    expect(fhir.requests.length).toBeGreaterThan(before);
  });

  test('is never called for another tenant of the same client', async () => {
    const before = fhir.requests.length;
    const call = { ...exampleCall({ hook: 'patient-view' }), ...offered() };
    const answer = await site.post(serviceUrl, call, authorization(serviceUrl, 'usual'));
    expect(answer.statusCode).toBe(412);
    expect(fhir.requests.length).toBe(before);
  });
});

test('openings and cards are counted by site only where that is asked for', async () => {
  const counted = `{site="[\\"${issuer}\\",\\"counted\\"]"}`;
  const before = await countOf(`site_openings_total${counted}`);
  await answerTo('counted');
  expect(await countOf(`site_openings_total${counted}`)).toBe(before + 1);
  expect(await countOf(`site_cards_total${counted}`)).toBeGreaterThan(0);
  for (const tenant of tenants.filter((one) => one !== 'counted')) await answerTo(tenant);
  const series = (await site.metrics()).split('\n').filter((line) => /^secure_base_site_\w+\{/.test(line));
  expect(series.every((line) => line.includes('counted'))).toBe(true);
});

test('one feed of staff is read where it is first needed, and a broken one makes nothing but its parts unread', async () => {
  // Without a list of staff nobody knows who left.
  expect(await answerTo('misnamed')).toEqual([]);
  expect(await answerTo('usual')).toEqual(['usual-clinician-left']);
  expect(site.lines.some((line) => line.includes('site-file-broken') && line.includes('STAFF_DIRECTORY'))).toBe(true);
});
