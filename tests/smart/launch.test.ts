import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { smartKeyOf } from '#src/smart/key.ts';
import { cookieBrowser } from './cookie-browser.ts';
import { type SiteOptions, type SmartSite, startSite } from './site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

/** A site of its own for one test. */
async function withSite(options: SiteOptions, use: (own: SmartSite) => Promise<void>): Promise<void> {
  const own = await startSite(options);
  try {
    await use(own);
  } finally {
    await own.close();
  }
}

const card = '1f4f4d4e-3d5f-5a6b-8c7d-9e0f1a2b3c4d';

describe('a launch', () => {
  test('from a chart leads to its page, with all that the EHR granted', async () => {
    const { page, browser } = await site.launched({
      encounter: 'e-1',
      appContext: JSON.stringify({ v: 1, finding: 'usual-clinician-left', card }),
      needPatientBanner: false,
    });
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('<title>thread</title>')]);
    const session = site.sessions.at(-1);
    expect(session).toMatchObject({
      launch: 'chart',
      client: 'https://ehr.example.org',
      tenant: '["https://ehr.example.org"]',
      server: { client: 'https://ehr.example.org', base: site.ehr.base, reach: 'private' },
      user: 'Practitioner/dr-wren',
      patient: 'p-1',
      encounter: 'e-1',
      appContext: { finding: 'usual-clinician-left', card },
      banner: false,
    });
    expect(await site.ehr.accepts(session?.server.token ?? '')).toBe(true);
    expect(await site.ehr.accepts('another')).toBe(false);
    expect(session?.scopes).toEqual(String(site.ehr.tokens().scope).split(' '));
    expect(page.url).toBe(`${site.url}/thread?of=${session?.id}`);
    // The page can be loaded again, and so can its other views.
    expect((await browser.ask(page.url)).status).toBe(200);
    expect((await browser.ask(`${page.url}&years=all`)).body).toContain('"years":"all"');
    expect((await browser.ask(`${page.url}&years=7`)).body).toContain('"years":"10"');
    for (const path of ['/thread/leaflet', '/thread'])
      expect([path, (await browser.ask(`${site.url}${path}`)).status]).toEqual([path, 200]);
  });

  test('of the own page names a user and no patient', async () => {
    const { page, browser } = await site.launched({ patient: 'p-1', encounter: 'e-1' }, '/thread/own/launch');
    expect([page.status, page.url]).toEqual([200, expect.stringMatching(/\/thread\/own\?of=/)]);
    expect(site.sessions.at(-1)).toMatchObject({ launch: 'own', user: 'Practitioner/dr-wren' });
    expect(site.sessions.at(-1)).toMatchObject({ patient: undefined, encounter: undefined });
    expect((await browser.ask(`${page.url}&sheet=1`)).body).toContain('"sheet":true');
  });

  test('asks with PKCE, state, nonce and the FHIR base as audience', async () => {
    const browser = cookieBrowser();
    const launch = site.ehr.create({ user: 'Practitioner/1', patient: 'p-1' });
    const visit = await browser.ask(site.launchUrl(launch));
    expect(visit.status).toBe(303);
    const asked = new URL(visit.headers.get('location') ?? '');
    expect(`${asked.origin}${asked.pathname}`).toBe(`${site.ehr.origin}/auth/auth`);
    const { state, nonce, code_challenge, scope, ...others } = Object.fromEntries(asked.searchParams);
    expect(others).toEqual({
      client_id: 'secure-base',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${site.url}/thread/callback`,
      aud: site.ehr.base,
      launch,
    });
    for (const random of [state, nonce, code_challenge]) expect(random).toMatch(/^[\w-]{43}$/);
    expect(scope?.split(' ')).toEqual(expect.arrayContaining(['launch', 'openid', 'fhirUser', 'patient/Encounter.rs']));
  });

  test('takes iss in any spelling of the registered base', async () => {
    const base = site.ehr.base.replace('http://127', 'HTTP://127');
    for (const iss of [`${site.ehr.base}/`, base]) {
      const launch = site.ehr.create({ user: 'Practitioner/1', patient: 'p-1' });
      const page = await cookieBrowser().open(`${site.url}/thread/launch?${new URLSearchParams({ iss, launch })}`);
      expect([iss, page.status]).toEqual([iss, 200]);
    }
  });

  test('of the scopes of an entry asks for these alone', () =>
    withSite({ smart: { scopes: ['launch', 'openid', 'fhirUser', 'patient/Patient.r'] } }, async (own) => {
      const { page } = await own.launched();
      expect([page.status, own.sessions.at(-1)?.scopes]).toEqual([
        200,
        ['launch', 'openid', 'fhirUser', 'patient/Patient.r'],
      ]);
    }));

  test('that is granted half of what it asks for goes on with that half', () =>
    withSite(
      { ehr: { grants: (scope) => !scope.startsWith('patient/') || scope === 'patient/Encounter.rs' } },
      async (own) => {
        const { page } = await own.launched();
        expect(page.status).toBe(200);
        expect(own.sessions.at(-1)?.scopes.filter((scope) => scope.startsWith('patient/'))).toEqual([
          'patient/Encounter.rs',
        ]);
      },
    ));

  test.each([
    ['EC', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('of a confidential client is signed with the key of SMART_KEY, which may be %s', async (_, { privateKey }) => {
    const key = await smartKeyOf(privateKey.export({ format: 'jwk' }));
    const client = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key.publicKey] } };
    await withSite({ key, smart: { authentication: 'private_key_jwt' }, ehr: { client } }, async (own) => {
      expect((await own.launched()).page.status).toBe(200);
      const keys = await cookieBrowser().ask(`${own.url}/thread/jwks.json`);
      expect(JSON.parse(keys.body)).toEqual({ keys: [key.publicKey] });
      expect(Object.keys(key.publicKey)).not.toContain('d');
    });
  });

  test('works below the path prefix of PUBLIC_URL', () =>
    withSite({ prefix: '/cds' }, async (own) => {
      const { page, browser } = await own.launched();
      expect([page.status, page.url]).toEqual([200, expect.stringContaining('/cds/thread?of=')]);
      expect((await browser.ask(`${own.url}/thread/style.css`)).status).toBe(200);
      expect((await cookieBrowser().ask(`${own.url}/thread`)).body).toContain('href="/cds/thread/style.css"');
    }));

  test('at one replica is finished at another with the same SESSION_KEY, and at no other', async () => {
    const sessionKey = randomBytes(40);
    await withSite({ sessionKey }, async (own) => {
      const { browser, page } = await own.launched();
      for (const [key, status] of [
        [sessionKey, 200],
        [randomBytes(32), 401],
      ] as const)
        await withSite({ sessionKey: key }, async (other) => {
          other.registered.entries = own.registered.entries;
          const moved = cookieBrowser();
          moved.cookies.set(new URL(other.url).host, browser.cookies.get(new URL(own.url).host) ?? new Map());
          expect((await moved.ask(page.url.replace(own.url, other.url))).status).toBe(status);
        });
    });
  });
});

describe('the session', () => {
  test('lives for ten minutes at most, and no longer than its token', async () => {
    const { browser, page } = await site.launched();
    const age = page.headers;
    expect(age.has('set-cookie')).toBe(false);
    const [set = ''] =
      browser.visits.find(({ url }) => url.includes('/callback'))?.set.filter((one) => /^__Host-thread=/.test(one)) ??
      [];
    expect(set).toMatch(/; Max-Age=(?:600|599);/);
    site.clock.ahead = 9.9 * 60_000;
    expect((await browser.ask(page.url)).status).toBe(200);
    site.clock.ahead = 10 * 60_000 + 1;
    const late = await browser.ask(page.url);
    site.clock.ahead = 0;
    expect([late.status, site.reasons().at(-1)]).toEqual([401, 'session-expired']);
    expect(late.headers.get('content-security-policy')).toContain(`frame-ancestors ${site.ehr.origin}`);
    expect(browser.cookies.get(new URL(site.url).host)?.size).toBe(0);
    await withSite({ ehr: { tokenSeconds: 60 } }, async (own) => {
      const { browser: short } = await own.launched();
      const cookies = short.visits.flatMap(({ set }) => set).filter((one) => /^__Host-thread=\d/.test(one));
      expect(cookies).toEqual([expect.stringMatching(/Max-Age=(?:59|60);/)]);
    });
  });

  test('ends when its client is registered no longer, or for other servers', async () => {
    await withSite({}, async (own) => {
      const { browser, page } = await own.launched();
      const [entry] = own.registered.entries;
      own.registered.entries = [{ ...entry, fhirServers: ['http://127.0.0.1:1/other'] }];
      expect((await browser.ask(page.url)).status).toBe(401);
      own.registered.entries = [{ ...entry, tenants: ['a', 'b'] }];
      const again = await own.launched();
      expect([again.page.status, own.sessions.at(-1)?.tenant]).toEqual([200, undefined]);
      own.registered.entries = [{ ...entry, tenants: ['a'] }];
      await own.launched();
      expect(own.sessions.at(-1)?.tenant).toBe('["https://ehr.example.org","a"]');
    });
  });

  test('of a long token is split over cookies that browsers take, and of a too long one is not made', async () => {
    for (const [length, parts, status] of [
      [900, 1, 200],
      [2900, 2, 200],
      [4000, 3, 200],
      [5400, 0, 413],
    ] as const) {
      site.ehr.faults.token = (answer) => ({ ...answer, access_token: 'x'.repeat(length) });
      const { browser, page } = await site.launched();
      const set = browser.visits.flatMap((visit) => visit.set).filter((one) => /^__Host-thread(?:-\d)?=[^;]/.test(one));
      expect([length, page.status, set.length]).toEqual([length, status, parts]);
      for (const one of set) expect(one.length).toBeLessThanOrEqual(4096);
      if (status === 200) expect(site.sessions.at(-1)?.server.token).toHaveLength(length);
      else expect(site.reasons().at(-1)).toBe('session-too-large');
    }
    site.ehr.faults.token = (answer) => answer;
  });

  test('is never joined from parts of two, and a shorter one ends what the longer had more', async () => {
    site.ehr.faults.token = (answer) => ({ ...answer, access_token: 'x'.repeat(4000) });
    const { browser, page } = await site.launched();
    const jar = browser.cookies.get(new URL(site.url).host) ?? new Map<string, string>();
    const old = new Map(jar);
    expect([...old.keys()]).toEqual(['__Host-thread', '__Host-thread-1', '__Host-thread-2']);
    const second = site.ehr.create({ user: 'Practitioner/2', patient: 'p-2' });
    const other = await browser.open(site.launchUrl(second));
    expect(other.status).toBe(200);
    const newer = new Map(jar);
    for (const name of ['__Host-thread', '__Host-thread-1', '__Host-thread-2'])
      for (const [from, into] of [
        [old, newer],
        [newer, old],
      ] as const) {
        for (const [key, value] of into) jar.set(key, value);
        jar.set(name, from.get(name) ?? '');
        expect([(await browser.ask(site.url.concat('/thread'))).status, name]).toEqual([401, name]);
      }
    for (const [key, value] of newer) jar.set(key, value);
    delete site.ehr.faults.token;
    const third = await browser.open(site.launchUrl(site.ehr.create({ user: 'Practitioner/2', patient: 'p-3' })));
    expect([third.status, [...jar.keys()]]).toEqual([200, ['__Host-thread']]);
    // A part that the browser has not given up changes nothing.
    jar.set('__Host-thread-1', old.get('__Host-thread-1') ?? '');
    expect((await browser.ask(third.url)).status).toBe(200);
    expect((await browser.ask(page.url)).status).toBe(409);
  });

  test('without a context, or with a malformed one, has none, and shows who the person is', async () => {
    for (const appContext of [undefined, 'no json', '[1]', '{"finding":"<script>"}', `"${'x'.repeat(3000)}"`]) {
      const { page } = await site.launched(appContext === undefined ? {} : { appContext });
      expect([page.status, site.sessions.at(-1)?.appContext]).toEqual([200, undefined]);
      expect(site.sessions.at(-1)?.banner).toBe(true);
    }
    await site.launched({ appContext: '{"v":9,"finding":"first-meeting","other":1}' });
    expect(site.sessions.at(-1)?.appContext).toEqual({ finding: 'first-meeting' });
  });
});
