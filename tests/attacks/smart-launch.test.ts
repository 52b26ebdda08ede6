import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type LaunchRefusal, launchRefusals } from '#src/cards/launch-refusals.ts';
import { wordsIn } from '#src/cards/words.ts';
import { smartKeyOf } from '#src/smart/key.ts';
import { statusOf } from '#src/smart/refusal.ts';
import { cookieBrowser, type Visit } from '../smart/cookie-browser.ts';
import type { EhrFaults } from '../smart/ehr.ts';
import { type SmartSite, startSite } from '../smart/site.ts';

let site: SmartSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());
beforeEach(() => {
  for (const name of Object.keys(site.ehr.faults) as (keyof EhrFaults)[]) delete site.ehr.faults[name];
  site.clock.ahead = 0;
  site.lines.length = 0;
});

const { refusals } = wordsIn('en-GB').wording.smart;

/** Expects the page, the status and the logged reason of a refusal, and no session. */
function expectRefused(visit: Visit, reason: LaunchRefusal, own: SmartSite = site): void {
  const title = refusals[reason].title;
  expect([own.reasons(), visit.status]).toEqual([[reason], statusOf[reason]]);
  expect(visit.body).toContain(`<h1>${title}</h1>`);
  expect(visit.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(visit.set.filter((one) => /^__Host-thread(?:-\d)?=[^;]/.test(one))).toEqual([]);
}

const isCallback = (url: string) => url.includes('/thread/callback');

/** A browser that comes back from the EHR: its callback's address is not asked yet. */
async function onTheWayBack(own: SmartSite = site) {
  const browser = cookieBrowser();
  const launch = own.ehr.create({ user: 'Practitioner/dr-wren', patient: 'p-1' });
  const { url } = await browser.open(own.launchUrl(launch), isCallback);
  expect(url).toContain('/thread/callback?code=');
  return { browser, url };
}

const changed = (url: string, change: (query: URLSearchParams) => void) => {
  const address = new URL(url);
  change(address.searchParams);
  return address.href;
};

/** An answer that has an error in place of a code. */
const failed = (error: string) => (query: URLSearchParams) => {
  query.delete('code');
  query.set('error', error);
};

describe('the way back from the EHR', () => {
  test('works once, and its code is good for nothing then', async () => {
    const { browser, url } = await onTheWayBack();
    expect((await browser.open(url)).status).toBe(200);
    expectRefused(await browser.open(url), 'state-missing');
  });

  test('works only with the state of this browser', async () => {
    const { browser, url } = await onTheWayBack();
    expectRefused(await browser.open(changed(url, (query) => query.set('state', 'x'.repeat(43)))), 'state-wrong');
    site.lines.length = 0;
    // The launch is over, whatever became of it.
    expectRefused(await browser.open(url), 'state-missing');
  });

  test.each<[string, (query: URLSearchParams) => void]>([
    ['no', (query) => query.delete('state')],
    ['an empty', (query) => query.set('state', '')],
    ['a second', (query) => query.append('state', 'another')],
    ['the same', (query) => query.append('state', query.get('state') ?? '')],
  ])('with %s state leads nowhere', async (_, change) => {
    const { browser, url } = await onTheWayBack();
    expectRefused(await browser.open(changed(url, change)), 'state-wrong');
  });

  test('in another browser leads nowhere: nobody is signed in by a link (login CSRF)', async () => {
    const attacker = await onTheWayBack();
    expectRefused(await cookieBrowser().open(attacker.url), 'state-missing');
    site.lines.length = 0;
    const victim = await onTheWayBack();
    expectRefused(await victim.browser.open(attacker.url), 'state-wrong');
    // The attacker's own browser goes on: nothing was used up.
    expect((await attacker.browser.open(attacker.url)).status).toBe(200);
  });

  test('after five minutes is too late', async () => {
    const { browser, url } = await onTheWayBack();
    site.clock.ahead = 5 * 60_000 + 1;
    expectRefused(await browser.open(url), 'state-expired');
    const second = await onTheWayBack();
    site.clock.ahead += 4.9 * 60_000;
    expect((await second.browser.open(second.url)).status).toBe(200);
  });

  test('with a code that another launch used is refused by the EHR', async () => {
    const [one, other] = [await onTheWayBack(), await onTheWayBack()];
    const stolen = new URL(one.url).searchParams.get('code') ?? '';
    const visit = await other.browser.open(changed(other.url, (query) => query.set('code', stolen)));
    expectRefused(visit, 'exchange-refused');
    site.lines.length = 0;
    // PKCE bound it to its own verifier; and it is used up, as RFC 6749, 4.1.2 asks for.
    const used = await onTheWayBack();
    expect((await used.browser.open(used.url)).status).toBe(200);
    const again = await onTheWayBack();
    const code = new URL(used.url).searchParams.get('code') ?? '';
    expectRefused(await again.browser.open(changed(again.url, (query) => query.set('code', code))), 'exchange-refused');
  });

  test.each<[string, (query: URLSearchParams) => void, LaunchRefusal]>([
    ['a refusal', failed('access_denied'), 'access-denied'],
    ['another error', failed('invalid_scope'), 'authorisation-refused'],
    ['an error beside a code', (query) => query.set('error', '<script>'), 'authorisation-refused'],
    ['no code', (query) => query.delete('code'), 'authorisation-refused'],
    ['two codes', (query) => query.append('code', 'x'), 'authorisation-refused'],
    [
      'the name of another server (mix-up)',
      (query) => query.set('iss', 'https://evil.example'),
      'authorisation-refused',
    ],
  ])('with %s has a kind page', async (_, change, reason) => {
    const { browser, url } = await onTheWayBack();
    const visit = await browser.open(changed(url, change));
    expectRefused(visit, reason);
    expect(visit.body).not.toContain('script');
    expect(visit.headers.get('content-security-policy')).toContain(`frame-ancestors ${site.ehr.origin}`);
  });

  test('with a cookie that was changed, or sealed for a session, leads nowhere', async () => {
    const { browser, url } = await onTheWayBack();
    const jar = browser.cookies.get(new URL(site.url).host) ?? new Map();
    const sealed = String(jar.get('__Host-thread-launch'));
    const { browser: signedIn } = await site.launched();
    const session = String(signedIn.cookies.get(new URL(site.url).host)?.get('__Host-thread')).slice(1);
    for (const cookie of [
      sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      session,
      'x',
      `${sealed}xxxx`,
      '.',
    ]) {
      site.lines.length = 0;
      jar.set('__Host-thread-launch', cookie);
      expectRefused(await browser.open(url), 'state-wrong');
    }
    site.lines.length = 0;
    jar.clear();
    jar.set('__Host-thread', `1${sealed}`);
    expectRefused(await browser.open(`${site.url}/thread`), 'no-session');
  });
});

describe('a token answer', () => {
  const idToken = (change: (claims: Record<string, unknown>) => object) => (answer: Record<string, unknown>) => {
    const [header, payload = '', signature] = String(answer.id_token).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const other = Buffer.from(JSON.stringify(change(claims))).toString('base64url');
    return { ...answer, id_token: [header, other, signature].join('.') };
  };
  const without = (name: string) => (answer: Record<string, unknown>) => ({ ...answer, [name]: undefined });
  const having = (more: object) => (answer: Record<string, unknown>) => ({ ...answer, ...more });

  test.each<[string, EhrFaults['token'], LaunchRefusal]>([
    ['without a patient', without('patient'), 'patient-missing'],
    ['with null for a patient', having({ patient: null }), 'patient-missing'],
    ['with a slash in the patient', having({ patient: 'p-1/Observation' }), 'patient-invalid'],
    ['with a reference for a patient', having({ patient: 'Patient/p-1' }), 'patient-invalid'],
    ['with dots for a patient', having({ patient: '..' }), 'patient-invalid'],
    ['with a query in the patient', having({ patient: 'p-1?_count=1' }), 'patient-invalid'],
    ['with a patient of 65 characters', having({ patient: 'a'.repeat(65) }), 'patient-invalid'],
    ['with a number for a patient', having({ patient: 7 }), 'patient-invalid'],
    ['with an encounter that is no id', having({ encounter: '../Patient/p-2' }), 'encounter-invalid'],
    ['without id_token', without('id_token'), 'id-token-missing'],
    ['with a text for id_token', having({ id_token: 'x' }), 'answer-invalid'],
    ['for another user', idToken((claims) => ({ ...claims, fhirUser: 'Practitioner/2' })), 'id-token-invalid'],
    ['for another audience', idToken((claims) => ({ ...claims, aud: 'another' })), 'id-token-invalid'],
    ['of another issuer', idToken((claims) => ({ ...claims, iss: 'https://evil.example' })), 'id-token-invalid'],
    ['that has expired', idToken((claims) => ({ ...claims, exp: 1 })), 'id-token-invalid'],
    ['with another nonce', idToken((claims) => ({ ...claims, nonce: 'x' })), 'id-token-invalid'],
    ['without a nonce', idToken(({ nonce, ...claims }) => claims), 'id-token-invalid'],
    ['with a token of another type', having({ token_type: 'DPoP' }), 'token-type'],
    ['with a token of an unknown type', having({ token_type: 'mac' }), 'token-type'],
    ['without a token', without('access_token'), 'answer-invalid'],
    ['with a line break in the token', having({ access_token: 'a\r\nx: y' }), 'answer-invalid'],
    ['with an empty token', having({ access_token: '' }), 'answer-invalid'],
    ['of 20 KB', having({ access_token: 'x'.repeat(20_000) }), 'session-too-large'],
    ['of more than is read', having({ padding: 'x'.repeat(400_000) }), 'answer-invalid'],
    ['that is an error of the EHR', () => 500, 'ehr-unreachable'],
    ['that is none', () => 404, 'exchange-refused'],
  ])('%s opens nothing', async (_, token, reason) => {
    if (token) site.ehr.faults.token = token;
    const { browser, page } = await site.launched();
    expectRefused(page, reason);
    expect(browser.cookies.get(new URL(site.url).host)?.size).toBe(0);
    site.lines.length = 0;
    delete site.ehr.faults.token;
    expect((await site.launched()).page.status).toBe(200);
  });

  test('of an own page needs no patient, and is refused without a user all the same', async () => {
    site.ehr.faults.token = ({ patient, ...answer }) => answer;
    expect((await site.launched({}, '/thread/own/launch')).page.status).toBe(200);
    site.ehr.faults.token = ({ id_token, ...answer }) => answer;
    expectRefused((await site.launched({}, '/thread/own/launch')).page, 'id-token-missing');
  });

  test('with a signature of another key is refused', async () => {
    const other = await startSite();
    site.ehr.faults.configuration = (usual) => ({ ...usual, jwks_uri: `${other.ehr.origin}/auth/jwks` });
    const own = await startSite();
    own.ehr.faults.configuration = site.ehr.faults.configuration;
    expectRefused((await own.launched()).page, 'id-token-invalid', own);
    await Promise.all([other.close(), own.close()]);
  });

  test('is not given to whoever lacks the registered key', async () => {
    const keyOf = () =>
      smartKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' }));
    const [key, registered] = [await keyOf(), await keyOf()];
    const client = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [registered.publicKey] } };
    const own = await startSite({ key, smart: { authentication: 'private_key_jwt' }, ehr: { client } });
    expectRefused((await own.launched()).page, 'exchange-refused', own);
    await own.close();
  });
});

describe('a session', () => {
  test('of one chart never answers for another', async () => {
    const { browser, page } = await site.launched({ patient: 'p-1' });
    const second = site.ehr.create({ user: 'Practitioner/dr-wren', patient: 'p-2' });
    const newer = await browser.open(site.launchUrl(second));
    expect([newer.status, newer.body]).toEqual([200, expect.stringContaining('p-2')]);
    for (const path of ['/thread', '/thread/leaflet', '/thread/goodbyes']) {
      site.lines.length = 0;
      const visit = await browser.ask(page.url.replace('/thread?', `${path}?`));
      expectRefused(visit, 'another-chart');
      expect(visit.body).not.toContain('p-2');
    }
    site.lines.length = 0;
    expectRefused(await browser.ask(`${page.url}&of=${new URL(newer.url).searchParams.get('of')}`), 'another-chart');
    expect((await browser.ask(newer.url)).status).toBe(200);
  });

  test('of a chart does not open the own page, nor the other way round', async () => {
    const chart = await site.launched();
    for (const path of ['/thread/own', '/thread/goodbyes']) {
      site.lines.length = 0;
      expectRefused(await chart.browser.ask(site.url + path), 'another-page');
    }
    const own = await site.launched({}, '/thread/own/launch');
    for (const path of ['/thread', '/thread/leaflet']) {
      site.lines.length = 0;
      expectRefused(await own.browser.ask(site.url + path), 'another-page');
    }
  });

  test('is needed', async () => {
    for (const path of ['/thread', '/thread/leaflet', '/thread/own', '/thread/goodbyes', '/thread?of=x']) {
      site.lines.length = 0;
      expectRefused(await cookieBrowser().ask(site.url + path), 'no-session');
    }
  });

  test('that was changed is none', async () => {
    const { browser, page } = await site.launched();
    const jar = browser.cookies.get(new URL(site.url).host) ?? new Map<string, string>();
    const good = jar.get('__Host-thread') ?? '';
    for (const cookie of [
      `${good}xxxx`,
      good.replace(/^1/, '0'),
      good.replace(/^1/, '9'),
      good.slice(0, -1),
      '',
      'null',
      '1.',
    ]) {
      site.lines.length = 0;
      jar.set('__Host-thread', cookie);
      expectRefused(await browser.ask(page.url), 'no-session');
    }
    jar.set('__Host-thread', good);
    expect((await browser.ask(page.url)).status).toBe(200);
  });
});

test('every page has words, a status, and one sentence or two', () => {
  expect(Object.keys(refusals).sort()).toEqual([...launchRefusals].sort());
  for (const { title, text, act } of Object.values(refusals))
    expect(`${title} ${text} ${act}`.length).toBeLessThan(320);
});
