import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { startApp, type TestApp } from '../support/app.ts';
import { bearer, ecKey, issuer, publicUrl, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall } from '../support/example.ts';
import { endServices, startService } from '../support/process.ts';

const key = ecKey();
const [origin, othersOrigin] = ['https://pages.example.org', 'https://others.example.org'];
const other = 'https://other.example.org';
const clients = [
  { issuer, jwks: { keys: [key.jwk] }, origins: [origin] },
  { issuer: other, jwks: { keys: [key.jwk] }, origins: [othersOrigin], hooks: ['order-sign'] },
];

const sites: TestApp[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all([...sites.splice(0).map((site) => site.close()), endServices()]);
});

/** Stops the clock by which calls are counted, so many ms from now: a busy machine takes no longer than a fast one. */
function stopClock(later = 0): void {
  const at = Date.now() + later;
  jest.spyOn(Date, 'now').mockImplementation(() => at);
}

async function siteWith(env: Record<string, string>, trusted: readonly object[] = clients): Promise<TestApp> {
  const site = await startApp({ env: { ...trusting(trusted), ...env } });
  sites.push(site);
  return site;
}

const discover = (site: TestApp, iss: string = issuer) =>
  site.get('/cds-services', { origin, ...bearer(tokenFor(key, '/cds-services', { claims: { iss } })) });
const call = (site: TestApp, iss: string = issuer) =>
  site.post(serviceUrl, exampleCall({ hook: 'patient-view' }), bearer(tokenFor(key, serviceUrl, { claims: { iss } })));

function expectThrottled(answer: LightMyRequestResponse): void {
  expect(answer.statusCode).toBe(429);
  expect(answer.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
}

test('a client has so many calls a second over all routes; more are 429, and another client’s are answered', async () => {
  const site = await siteWith({ RATE_LIMIT_PER_SECOND: '5' });
  stopClock();
  const many = await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 ? discover(site) : call(site))));
  const statuses = many.map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status === 200).length).toBe(5);
  for (const answer of many) if (answer.statusCode !== 200) expectThrottled(answer);
  expect((await discover(site, other)).statusCode).toBe(200);
  stopClock(1100);
  expect((await discover(site)).statusCode).toBe(200);
});

test('each tenant of a client has its own share, and so has feedback', async () => {
  const site = await siteWith({ RATE_LIMIT_PER_SECOND: '3' }, [{ ...clients[0], tenants: ['north', 'south'] }]);
  stopClock();
  const as = (tenant: string, path: string) => bearer(tokenFor(key, path, { claims: { tenant } }));
  const callAs = async (tenant: string) =>
    (await site.post(serviceUrl, exampleCall({ hook: 'patient-view' }), as(tenant, serviceUrl))).statusCode;
  const feedbackPath = `${serviceUrl}/feedback`;
  const feedbackAs = async (tenant: string) =>
    (await site.post(feedbackPath, { feedback: [] }, as(tenant, feedbackPath))).statusCode;
  const times = async (ask: () => Promise<number>, count: number) => {
    const statuses: number[] = [];
    for (let time = 0; time < count; time++) statuses.push(await ask());
    return statuses;
  };
  expect(await times(() => callAs('north'), 5)).toEqual([200, 200, 200, 429, 429]);
  expect(await times(() => callAs('south'), 4)).toEqual([200, 200, 200, 429]);
  expect(await times(() => feedbackAs('north'), 4)).toEqual([200, 200, 200, 429]);
  expect(await times(() => feedbackAs('south'), 1)).toEqual([200]);
});

test('a token that met 429 is good for the retry; one that was used is 401, and uses up nothing', async () => {
  const site = await siteWith({ RATE_LIMIT_PER_SECOND: '2' });
  stopClock();
  const send = (token: Record<string, string>) => site.post(serviceUrl, exampleCall({ hook: 'patient-view' }), token);
  const [used, throttled] = [bearer(tokenFor(key)), bearer(tokenFor(key))];
  expect((await send(used)).statusCode).toBe(200);
  for (let time = 0; time < 10; time++) expect((await send(used)).statusCode).toBe(401);
  expect((await send(bearer(tokenFor(key)))).statusCode).toBe(200);
  for (let time = 0; time < 3; time++) expectThrottled(await send(throttled));
  expect((await send(used)).statusCode).toBe(401);
  stopClock(1100);
  expect((await send(throttled)).statusCode).toBe(200);
  expect((await send(throttled)).statusCode).toBe(401);
});

test('a token that met 503 is good for the retry', async () => {
  const busy = await startApp({
    env: trusting(clients),
    pressure: {
      sampleInterval: 10,
      healthCheckInterval: 10,
      healthCheck: async () => isWell,
    },
  });
  sites.push(busy);
  let isWell = true;
  const send = async (token: Record<string, string>) =>
    (await busy.post(serviceUrl, exampleCall({ hook: 'patient-view' }), token)).statusCode;
  const until = async (status: number) => {
    for (let time = 0; time < 500 && (await send(bearer(tokenFor(key)))) !== status; time++) await wait(10);
  };
  isWell = false;
  await until(503);
  const shed = bearer(tokenFor(key));
  expect([await send(shed), await send(shed)]).toEqual([503, 503]);
  isWell = true;
  await until(200);
  expect([await send(shed), await send(shed)]).toEqual([200, 401]);
});

test('behind a proxy that is listed the caller is who it says, behind any other the proxy itself', async () => {
  const open = { TRUSTED_CLIENTS: '', RATE_LIMIT_PER_SECOND: '1' };
  const site = await siteWith({ ...open, DEMO: 'on', PUBLIC_URL: '', TRUST_PROXY: '10.1.0.0/16, 192.0.2.7' });
  stopClock();
  const from = async (remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await site.app.inject({ url: '/cds-services', remoteAddress, headers })).statusCode;
  };
  expect([await from('10.1.2.3', '203.0.113.1'), await from('10.1.2.3', '203.0.113.2')]).toEqual([200, 200]);
  expect([await from('192.0.2.7', '203.0.113.1'), await from('192.0.2.7', '203.0.113.3')]).toEqual([429, 200]);
  // Only the last entry is the listed proxy's own word.
  expect(await from('10.1.2.3', '198.51.100.9, 203.0.113.1')).toBe(429);
  expect([await from('10.2.0.1', '203.0.113.4'), await from('10.2.0.1', '203.0.113.5')]).toEqual([200, 429]);
  const [oneHost, sameNetwork] = ['2001:db8:1:2::1', '2001:db8:1:2::ffff'];
  expect([await from('10.1.2.3', oneHost), await from('10.1.2.3', sameNetwork)]).toEqual([200, 429]);
  expect([await from('10.1.2.3', 'junk'), await from('10.1.2.3', 'x'.repeat(9000))]).toEqual([200, 429]);
});

test('who is not let in uses up nothing of a client’s share', async () => {
  const site = await siteWith({ RATE_LIMIT_PER_SECOND: '2' });
  stopClock();
  const forged = () => site.get('/cds-services', bearer(tokenFor(ecKey(key.kid), '/cds-services')));
  for (let time = 0; time < 20; time++) expect((await forged()).statusCode).toBe(401);
  expect([(await discover(site)).statusCode, (await discover(site)).statusCode]).toEqual([200, 200]);
  expectThrottled(await discover(site));
});

test('50 a second where nothing else is set, and no limit with 0', async () => {
  for (const [env, answered] of [
    [{}, 50],
    [{ RATE_LIMIT_PER_SECOND: '0' }, 70],
  ] as const) {
    const site = await siteWith(env);
    stopClock();
    const many = await Promise.all(Array.from({ length: 70 }, () => discover(site)));
    expect(many.filter(({ statusCode }) => statusCode === 200).length).toBe(answered);
  }
});

test('every error carries the CORS headers for an origin of the client file, and for no other', async () => {
  const site = await siteWith({ RATE_LIMIT_PER_SECOND: '1' });
  const from = (asking: string, path: string, iss: string = issuer) => ({
    origin: asking,
    ...bearer(tokenFor(key, path, { claims: { iss } })),
  });
  // Each takes the one call of its second, if it gets so far.
  const errors: [number, (asking: string) => Promise<LightMyRequestResponse>][] = [
    [401, (asking) => site.get('/cds-services', { origin: asking })],
    [401, (asking) => site.post(serviceUrl, {}, { origin: asking, authorization: 'Bearer x.y.z' })],
    [404, (asking) => site.get('/cds-services/unknown', from(asking, '/cds-services/unknown'))],
    [404, (asking) => site.get('/nowhere', { origin: asking })],
    [403, (asking) => site.post(serviceUrl, {}, from(asking, serviceUrl, other))],
    [400, (asking) => site.post(serviceUrl, {}, from(asking, serviceUrl))],
    [429, (asking) => site.post(serviceUrl, {}, from(asking, serviceUrl))],
  ];
  for (const [asking, allowed] of [
    [origin, true],
    [othersOrigin, true],
    ['https://evil.example', false],
    [`${origin}.evil.example`, false],
    ['null', false],
  ] as const) {
    stopClock(1100);
    for (const [status, ask] of errors) {
      const { statusCode, headers } = await ask(asking);
      expect([asking, statusCode]).toEqual([asking, status]);
      expect(headers['access-control-allow-origin']).toBe(allowed ? asking : undefined);
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
      expect(headers.vary).toMatch(/origin/i);
      for (const banner of ['server', 'x-powered-by']) expect(headers).not.toHaveProperty(banner);
    }
  }
});

test('the process says nothing of what serves, on whatever answer, and nothing of why it fails', async () => {
  const service = await startService(trusting(clients));
  const token = bearer(tokenFor(key, '/cds-services'));
  for (const [path, init, status] of [
    ['/cds-services', { headers: token }, 200],
    ['/cds-services', {}, 401],
    ['/cds-services', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } }, 204],
    ['/health/live', {}, 200],
    ['/nowhere', {}, 404],
    ['/%zz', {}, 400],
    [`/${'x'.repeat(9000)}`, {}, 404],
  ] as const) {
    const answer = await fetch(service.address + path, init);
    expect([path.slice(0, 20), answer.status]).toEqual([path.slice(0, 20), status]);
    for (const banner of ['server', 'x-powered-by', 'via']) expect(answer.headers.has(banner)).toBe(false);
    expect(await answer.text()).not.toMatch(/fastify|node_modules|\bat \S+:\d+|FST_/i);
  }
  expect(publicUrl).not.toContain(new URL(service.address).host);
});
