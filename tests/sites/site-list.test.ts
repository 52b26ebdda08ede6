import { expect, test } from '@jest/globals';
import { readConfig } from '#src/config/config.ts';
import { sitesIn } from '#src/sites/site-entry.ts';
import { siteList } from '#src/sites/site-list.ts';
import { baseUrlOf } from '../support/base-url.ts';

const config = readConfig({ PORT: '0' });
const issuer = 'https://ehr.example';
const read = (json: unknown) => siteList(sitesIn(json, '/sites/all.json', config));
const refused = (json: unknown) => {
  try {
    read(json);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
};
const smart = (clientId: string) => ({
  clientId,
  authentication: 'none',
  launchOrigins: ['https://ehr.example'],
});

test('a site is found by issuer and tenant, and by its FHIR base; other tenants have none', () => {
  const fhirServer = 'https://FHIR.ehr.example/one/';
  const sites = read([
    { issuer, tenant: 'one', fhirServer },
    { issuer, tenant: 'two' },
    { issuer: 'https://other.example' },
    { issuer: 'open' },
  ]);
  expect(sites.of(JSON.stringify([issuer, 'one']))?.issuer).toBe(issuer);
  expect(sites.of(JSON.stringify(['https://other.example']))).toBeDefined();
  expect(sites.of('open')).toBeDefined();
  expect(sites.of(JSON.stringify([issuer, 'three']))).toBeUndefined();
  expect(sites.of(JSON.stringify([issuer]))).toBeUndefined();
  expect(sites.at(baseUrlOf('https://fhir.ehr.example/one')).map(({ tenant }) => JSON.parse(tenant)[1])).toEqual([
    'one',
  ]);
  expect(sites.at(baseUrlOf('https://fhir.ehr.example/two'))).toEqual([]);
});

test('an entry, a list of them and an object of them are read alike', () => {
  const entry = { issuer, tenant: 'one' };
  for (const json of [entry, [entry], { sites: [entry] }])
    expect(read(json).of(JSON.stringify([issuer, 'one']))).toBeDefined();
});

test.each([
  [
    'a setting that sites can’t have',
    { issuer, settings: { STORE_URL: 'memory:' } },
    'STORE_URL: is no setting of a site',
  ],
  [
    'a setting of an unknown name',
    { issuer, settings: { TIMEZONE: 'Europe/Oslo' } },
    'TIMEZONE: is no setting of a site',
  ],
  ['a wrong value', { issuer, settings: { SITE_TIME_ZONE: 'Oslo' } }, 'SITE_TIME_ZONE: must be an IANA time zone'],
  [
    'a value of another kind',
    { issuer, settings: { MAX_CARDS: { of: 1 } } },
    'MAX_CARDS: Invalid input: expected string, received object',
  ],
  [
    'an unknown detection',
    { issuer, settings: { DETECTIONS_OFF: ['first-metting'] } },
    'DETECTIONS_OFF: item 1 (first-metting) is not a detection: did you mean first-meeting?',
  ],
  [
    'a detection that is on and off',
    { issuer, settings: { DETECTIONS_ON: 'own-caseload', DETECTIONS_OFF: 'own-caseload' } },
    'DETECTIONS_ON: own-caseload is in DETECTIONS_OFF too',
  ],
  [
    'silence without silent mode',
    { issuer, settings: { SILENT_EXCEPT: 'first-meeting' } },
    'SILENT_EXCEPT: can be set only with SILENT=true',
  ],
  ['an unknown member', { issuer, zone: 'Europe/Oslo' }, 'Unrecognized key: "zone"'],
  ['no issuer', { tenant: 'one' }, 'issuer: Invalid input: expected string, received undefined'],
  [
    'a registration without a base',
    { issuer, smart: smart('x') },
    'fhirServer: must have the FHIR server that launches it',
  ],
  [
    'an unknown threshold',
    { issuer, thresholds: { 'gone-quiet': { least: 1 } } },
    'thresholds.gone-quiet: Unrecognized key: "least"',
  ],
  [
    'a tenant twice',
    [
      { issuer, tenant: 'a' },
      { issuer, tenant: 'a' },
    ],
    `has the tenant ["${issuer}","a"] twice`,
  ],
  [
    'one base of two issuers',
    [
      { issuer, fhirServer: 'https://x.example' },
      { issuer: 'b', fhirServer: 'https://x.example' },
    ],
    'has the FHIR server https://x.example of two issuers',
  ],
  [
    'one base with two registrations',
    [
      { issuer, tenant: 'a', fhirServer: 'https://x.example', smart: smart('one') },
      { issuer, tenant: 'b', fhirServer: 'https://x.example', smart: smart('two') },
    ],
    'has the FHIR server https://x.example with two registrations of the app',
  ],
  [
    'the second of two',
    [{ issuer }, { issuer, tenant: '' }],
    'entry 2: tenant: Too small: expected string to have >=1 characters',
  ],
])('%s is refused in one line', (_what, json, line) => {
  expect(refused(json)).toBe(line);
});

test('files of a site are looked for beside its entry', () => {
  const sites = read({ issuer: 'open', settings: { STAFF_DIRECTORY: 'staff/one.json' } });
  expect(JSON.parse(sites.of('open')?.decisions ?? '')).toEqual({
    values: { STAFF_DIRECTORY: '/sites/staff/one.json' },
  });
});
