import { afterEach, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { tenantName } from '#src/cds/tenant.ts';
import { readConfig } from '#src/config/config.ts';
import { sitesIn } from '#src/sites/site-entry.ts';
import { type SiteList, siteList } from '#src/sites/site-list.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import type { Ehr } from './ehr.ts';
import { passOn } from './launched-service.ts';
import { type SmartSite, startSite } from './site.ts';

const issuer = 'https://ehr.example.org';
const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
const patient = (id: string, managingOrganization?: object) => ({ resourceType: 'Patient', id, managingOrganization });
const role = (id: string, practitioner: string, organisation: string) => ({
  resourceType: 'PractitionerRole',
  id,
  active: true,
  practitioner: { reference: `Practitioner/${practitioner}` },
  organization: { reference: `Organization/${organisation}` },
});
const record = [
  patient('p-1', { reference: 'Organization/north' }),
  patient('p-2', { reference: 'Organization/south' }),
  patient('p-3', { identifier: { system: ods, value: 'S1' } }),
  patient('p-4'),
  patient('p-5', { reference: 'Organization/west' }),
  { resourceType: 'Organization', id: 'north' },
  { resourceType: 'Organization', id: 'south', identifier: [{ system: ods, value: 'S1' }] },
  { resourceType: 'Organization', id: 'west' },
  role('r-1', 'dr-wren', 'north'),
  role('r-2', 'dr-both', 'north'),
  role('r-3', 'dr-both', 'south'),
] as Resource[];

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

let entries: readonly object[];
/** A service with sites at the EHR's base, of which the test may change the entries later. */
async function open(atBase: readonly object[]): Promise<SmartSite> {
  entries = atBase;
  const server = await startFhirServer({ resources: record });
  const read = (ehr: Ehr) =>
    siteList(
      sitesIn(
        entries.map((entry) => ({ issuer, fhirServer: ehr.base, ...entry })),
        'sites.json',
        readConfig({ PORT: '0' }),
      ),
    );
  const sites = (ehr: Ehr): SiteList => ({
    of: (tenant) => read(ehr).of(tenant),
    at: (base) => read(ehr).at(base),
    languages: () => read(ehr).languages(),
    origins: () => read(ehr).origins(),
  });
  const site = await startSite({ sites, ehr: { fhir: passOn(server.base) }, entry: { tenants: ['north', 'south'] } });
  opened.push(site, server);
  return site;
}
const north = { tenant: 'north', organization: 'Organization/north' };
const south = { tenant: 'south', organization: `${ods}|S1` };
const tenantOf = async (site: SmartSite, context: { patient?: string; user?: string }, path?: string) => {
  const { page } = await site.launched(context, path);
  const session = site.sessions.at(-1);
  return page.status === 200 && session?.tenant !== undefined ? JSON.parse(session.tenant)[1] : page.status;
};

describe('a launch finds its site', () => {
  test('by the only one with its FHIR base, without asking anybody', async () => {
    const site = await open([north]);
    expect(await tenantOf(site, { patient: 'p-4' })).toBe('north');
    expect(site.ehr.requests.filter((one) => one.includes('/fhir/Patient'))).toEqual([]);
  });

  test.each([
    ['p-1', 'north'],
    ['p-2', 'south'],
    ['p-3', 'south'],
  ])('among several by the organisation of the patient %s: %s', async (id, tenant) => {
    const site = await open([north, south]);
    expect(await tenantOf(site, { patient: id })).toBe(tenant);
  });

  test('without a patient by the organisation of the user’s roles', async () => {
    const site = await open([north, south]);
    expect(await tenantOf(site, { user: 'Practitioner/dr-wren' }, '/thread/own/launch')).toBe('north');
  });
});

describe('a launch is refused', () => {
  test.each([
    ['whose patient has no organisation', { patient: 'p-4' }, undefined],
    ['whose patient has one that is no site', { patient: 'p-5' }, undefined],
    ['whose patient can’t be read', { patient: 'p-9' }, undefined],
    ['whose user has roles at two sites', { user: 'Practitioner/dr-both' }, '/thread/own/launch'],
    ['whose user has none', { user: 'Practitioner/dr-none' }, '/thread/own/launch'],
  ])('%s', async (_what, context, path) => {
    const site = await open([north, south]);
    expect(await tenantOf(site, context, path)).toBe(409);
    expect(site.reasons()).toEqual(['site-unknown']);
    expect(site.sessions).toEqual([]);
  });

  test('where two sites name one organisation', async () => {
    const site = await open([north, { ...south, organization: 'Organization/north' }]);
    expect(await tenantOf(site, { patient: 'p-1' })).toBe(409);
  });
});

test('a session ends with its site', async () => {
  const site = await open([north, south]);
  const { page, browser } = await site.launched({ patient: 'p-1' });
  expect((await browser.open(page.url)).status).toBe(200);
  entries = [south];
  expect((await browser.open(page.url)).status).toBe(401);
});

test('a site’s own registration takes the place of its client’s', async () => {
  const smart = { clientId: 'secure-base', authentication: 'none', launchOrigins: ['https://north.example'] };
  const site = await open([{ ...north, smart }]);
  const { page } = await site.launched({ patient: 'p-1' });
  expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors https:\/\/north\.example/);
  expect(tenantName(issuer, 'north')).toBe(site.sessions[0]?.tenant);
});
