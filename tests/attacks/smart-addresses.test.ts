import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cookieBrowser } from '../smart/cookie-browser.ts';
import type { EhrFaults } from '../smart/ehr.ts';
import { entryFor, type SmartSite, startSite } from '../smart/site.ts';

/** Somebody on the same network whom nobody registered. */
let asked: string[] = [];
const stranger = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end('{}');
});
const port = () => (stranger.address() as AddressInfo).port;
const address = () => `http://127.0.0.1:${port()}`;

let site: SmartSite;
beforeAll(async () => {
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  site = await startSite();
});
afterAll(async () => {
  stranger.close();
  await site.close();
});
beforeEach(() => {
  asked = [];
  site.lines.length = 0;
  site.ehr.requests.length = 0;
  for (const name of Object.keys(site.ehr.faults) as (keyof EhrFaults)[]) delete site.ehr.faults[name];
});

const launchAt = (query: string, own: SmartSite = site) => cookieBrowser().open(`${own.url}/thread/launch?${query}`);
const encoded = encodeURIComponent;

describe('iss', () => {
  const port = () => new URL(site.ehr.base).port;

  test.each<[string, () => string]>([
    ['of nobody', () => `${address()}/fhir`],
    ['with user info', () => site.ehr.base.replace('//', '//user@')],
    [
      'with the registered host as user info',
      () => `http://127.0.0.1:${port()}@127.0.0.1:${new URL(address()).port}/fhir`,
    ],
    ['at another port', () => site.ehr.base.replace(`:${port()}`, `:${new URL(address()).port}`)],
    ['at another host', () => site.ehr.base.replace('127.0.0.1', 'localhost')],
    ['at another scheme', () => site.ehr.base.replace('http:', 'https:')],
    ['with another path', () => `${site.ehr.base}/other`],
    ['with a way up', () => `${site.ehr.base}/../other`],
    ['with two slashes at its end', () => `${site.ehr.base}//`],
    ['in other letters', () => site.ehr.base.replace('/fhir', '/FHIR')],
    ['with a query', () => `${site.ehr.base}?x=${address()}`],
    ['with a fragment', () => `${site.ehr.base}#x`],
    ['with an encoded slash', () => site.ehr.base.replace('/fhir', '%2ffhir')],
    ['with a backslash host', () => `http:\\\\127.0.0.1:${new URL(address()).port}\\fhir`],
    ['that is a file', () => 'file:///etc/passwd'],
    ['that is no URL', () => 'fhir'],
  ])('%s gets a page, and nobody is asked for anything', async (_, iss) => {
    const visit = await launchAt(`iss=${encoded(iss())}&launch=x`);
    expect([visit.status, site.reasons(), asked, site.ehr.requests]).toEqual([403, ['issuer-unknown'], [], []]);
    expect(visit.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('twice, or without a launch, or too long is a link that is not complete', async () => {
    const iss = encoded(site.ehr.base);
    for (const query of [
      `iss=${iss}&iss=${iss}&launch=x`,
      'launch=x',
      `iss=${iss}`,
      `iss=${iss}&launch=`,
      `iss=${iss}&launch=${'x'.repeat(2049)}`,
    ]) {
      site.lines.length = 0;
      expect([(await launchAt(query)).status, site.reasons()]).toEqual([400, ['launch-incomplete']]);
    }
    expect(site.ehr.requests).toEqual([]);
    expect(
      (await launchAt(`iss=${iss}&launch=${site.ehr.create({ user: 'Practitioner/1', patient: 'p-1' })}`)).status,
    ).toBe(200);
  });

  test('of the own page without a launch is asked to come from the record system', async () => {
    const visit = await cookieBrowser().open(`${site.url}/thread/own/launch?iss=${encoded(site.ehr.base)}`);
    expect([visit.status, site.reasons(), site.ehr.requests]).toEqual([400, ['not-from-ehr'], []]);
  });

  test('of http launches nothing where the entry does not allow http', async () => {
    const own = await startSite();
    own.registered.entries = [{ ...own.registered.entries[0], allowHttp: false }];
    const { page } = await own.launched();
    expect([page.status, own.reasons(), own.ehr.requests]).toEqual([403, ['issuer-unknown'], []]);
    await own.close();
  });

  test('that is registered for calls of hooks alone launches nothing', async () => {
    const own = await startSite();
    own.registered.entries = [{ ...entryFor(own.ehr), smart: undefined }];
    const { page } = await own.launched();
    expect([page.status, own.ehr.requests]).toEqual([403, []]);
    await own.close();
  });
});

describe('smart-configuration', () => {
  test.each<[string, NonNullable<EhrFaults['configuration']>, string]>([
    ['that redirects is not followed', () => `${address()}/elsewhere`, 'ehr-unreachable'],
    ['of a server in trouble', () => 500, 'ehr-unreachable'],
    ['that is not there', () => 404, 'ehr-unsuitable'],
    ['of another shape', () => [], 'ehr-unsuitable'],
    ['without an issuer', ({ issuer, ...others }) => others, 'ehr-unsuitable'],
    ['with user info', (usual) => ({ ...usual, token_endpoint: `http://u:p@127.0.0.1:${port()}/` }), 'ehr-unsuitable'],
    ['with a fragment', (usual) => ({ ...usual, token_endpoint: `${address()}/#x` }), 'ehr-unsuitable'],
    ['with another scheme', (usual) => ({ ...usual, authorization_endpoint: 'javascript:alert(1)' }), 'ehr-unsuitable'],
    ['without S256', (usual) => ({ ...usual, code_challenge_methods_supported: ['plain'] }), 'ehr-unsuitable'],
    ['of more than is read', (usual) => ({ ...usual, padding: 'x'.repeat(400_000) }), 'ehr-unsuitable'],
    [
      'that is nested deeply',
      (usual) => ({ ...usual, x: JSON.parse('['.repeat(70) + ']'.repeat(70)) }),
      'ehr-unsuitable',
    ],
  ])('%s opens nothing', async (_, configuration, reason) => {
    // Another one, of which nothing is known yet.
    const own = await startSite();
    own.ehr.faults.configuration = configuration;
    const { page } = await own.launched();
    expect([own.reasons(), page.status, asked]).toEqual([[reason], reason === 'ehr-unreachable' ? 503 : 422, []]);
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${own.ehr.origin}`);
    expect(own.ehr.requests).toEqual(['GET /fhir/.well-known/smart-configuration']);
    // What failed is not remembered.
    delete own.ehr.faults.configuration;
    expect((await own.launched()).page.status).toBe(200);
    await own.close();
  });

  test('of a server that does not answer is asked for once at a time, whoever asks', async () => {
    const own = await startSite();
    own.ehr.faults.configuration = () => new Promise((done) => setTimeout(done, 500, 500));
    const all = await Promise.all(Array.from({ length: 20 }, () => own.launched()));
    expect(new Set(all.map(({ page }) => page.status))).toEqual(new Set([503]));
    expect(own.ehr.requests.length).toBeLessThan(5);
    await own.close();
  });

  test('is asked for once in ten minutes', async () => {
    for (let n = 0; n < 3; n += 1) expect((await site.launched()).page.status).toBe(200);
    const count = site.ehr.requests.filter((one) => one.endsWith('smart-configuration')).length;
    expect(count).toBeLessThanOrEqual(1);
  });
});

describe('addresses that the entry does not allow', () => {
  test('are not connected to for the configuration', async () => {
    const own = await startSite({ entry: { allowPrivateAddresses: false } });
    const { page } = await own.launched();
    expect([page.status, own.reasons(), own.ehr.requests]).toEqual([503, ['ehr-unreachable'], []]);
    await own.close();
  });

  test.each([
    'http://169.254.169.254/token',
    'http://[::ffff:169.254.169.254]/token',
    'http://0.0.0.0:1/token',
  ])('are not connected to for the token: %s', async (token_endpoint) => {
    const own = await startSite();
    own.ehr.faults.configuration = (usual) => ({ ...usual, token_endpoint });
    const { page } = await own.launched();
    expect([page.status, own.reasons(), asked]).toEqual([503, ['ehr-unreachable'], []]);
    await own.close();
  });

  test('redirect no token elsewhere', async () => {
    const own = await startSite();
    own.ehr.faults.configuration = (usual) => ({ ...usual, token_endpoint: `${redirecting}/token` });
    const { page } = await own.launched();
    expect([page.status, own.reasons(), asked]).toEqual([503, ['ehr-unreachable'], []]);
    await own.close();
  });

  let redirecting: string;
  const redirects = createServer((_, response) => response.writeHead(307, { location: `${address()}/stolen` }).end());
  beforeAll(async () => {
    await new Promise<void>((listening) => redirects.listen(0, '127.0.0.1', listening));
    redirecting = `http://127.0.0.1:${(redirects.address() as AddressInfo).port}`;
  });
  afterAll(() => void redirects.close());
});
