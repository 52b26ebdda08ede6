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

async function siteWith(env: Record<string, string>): Promise<TestApp> {
  const site = await startApp({ env: { ...trusting(clients), ...env } });
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
