import { writeFileSync } from 'node:fs';
import { afterEach, expect, jest, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import {
  bearer,
  type ClientKey,
  ecKey,
  issuer,
  type KeyServer,
  rsaKey,
  startKeyServer,
  tokenFor,
  trusting,
} from '../support/client-tokens.ts';
import { startForbiddenServer } from '../support/fhir-server.ts';

const key = ecKey();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A service with one client, whose keys are at this address. */
async function siteFor(jku: string, more: object = {}): Promise<TestApp> {
  const client = { issuer, jku, allowHttp: true, allowPrivateAddresses: true, ...more };
  const site = await startApp({ env: trusting([client]) });
  closing.push(site.close);
  return site;
}

/** A service with these clients, and a way to write its file anew and have it read. */
async function siteWithFile(clients: readonly object[]) {
  const env = trusting(clients);
  const site = await startApp({ env });
  closing.push(site.close);
  const rewrite = (changed: readonly object[]) => {
    writeFileSync(env.TRUSTED_CLIENTS, JSON.stringify({ clients: changed }));
    site.reload();
  };
  return { site, rewrite };
}

async function keyServer(keys: readonly object[] = [key.jwk]): Promise<KeyServer> {
  const server = await startKeyServer(keys);
  closing.push(server.close);
  return server;
}

async function forbiddenServer() {
  const forbidden = await startForbiddenServer();
  closing.push(forbidden.close);
  return forbidden;
}

const discover = async (site: TestApp, from: ClientKey = key, header: object = {}) =>
  (await site.get('/cds-services', bearer(tokenFor(from, '/cds-services', { header })))).statusCode;

/** Lets the clocks of the process, and of the tokens, go on. */
function after(seconds: number): void {
  const [at, elapsed] = [Date.now() + seconds * 1000, performance.now() + seconds * 1000];
  jest.spyOn(Date, 'now').mockImplementation(() => at);
  jest.spyOn(performance, 'now').mockImplementation(() => elapsed);
}

test('keys are fetched once, and again at once for one that is not among them, at most every 30 s', async () => {
  const server = await keyServer();
  const site = await siteFor(`${server.address}/jwks`);
  for (let time = 0; time < 5; time++) expect(await discover(site)).toBe(200);
  expect(server.asked()).toBe(1);

  const rotated = rsaKey();
  server.answer([key.jwk, rotated.jwk]);
  expect([await discover(site, rotated), server.asked()]).toEqual([200, 2]);
  for (let time = 0; time < 20; time++) expect(await discover(site, ecKey())).toBe(401);
  expect([await discover(site), await discover(site, rotated), server.asked()]).toEqual([200, 200, 2]);

  server.answer([rotated.jwk]);
  after(31);
  expect(await discover(site, ecKey())).toBe(401);
  expect([await discover(site), await discover(site, rotated), server.asked()]).toEqual([401, 200, 3]);
});

test('a server of keys that fails is not asked again for each token', async () => {
  const server = await keyServer();
  server.answer([], { status: 500 });
  const site = await siteFor(`${server.address}/jwks`);
  for (let time = 0; time < 20; time++) expect(await discover(site)).toBe(401);
  expect(server.asked()).toBe(1);
  expect((await site.get('/health/ready')).statusCode).toBe(503);
  server.answer([key.jwk]);
  after(6);
  expect(await discover(site)).toBe(200);
  expect((await site.get('/health/ready')).statusCode).toBe(200);
});

test('keys that were fetched hold for a day where their server fails', async () => {
  const server = await keyServer();
  const site = await siteFor(`${server.address}/jwks`);
  expect(await discover(site)).toBe(200);
  server.answer([], { status: 500 });
  after(11 * 60);
  expect([await discover(site), await discover(site), server.asked()]).toEqual([200, 200, 2]);
  expect(await discover(site, ecKey())).toBe(401);
  expect((await site.get('/health/ready')).statusCode).toBe(200);
  after(25 * 60 * 60);
  expect(await discover(site)).toBe(401);
  server.answer([rsaKey().jwk]);
  after(6);
  expect(await discover(site)).toBe(401);
});

test('keys that were fetched survive a reload, whatever entry changed, and hold for their day across it', async () => {
  const server = await keyServer();
  const client = { issuer, jku: `${server.address}/jwks`, allowHttp: true, allowPrivateAddresses: true };
  const other = { issuer: 'https://other.example.org', jwks: { keys: [ecKey().jwk] } };
  const { site, rewrite } = await siteWithFile([client, other]);
  expect(await discover(site)).toBe(200);
  server.answer([], { status: 500 });
  for (const clients of [
    [client, other],
    [client],
    [
      { ...client, origins: ['https://pages.example.org'] },
      { ...other, tenants: ['north'] },
    ],
    [other, { ...client, hooks: ['patient-view'] }],
  ]) {
    rewrite(clients);
    expect(await discover(site)).toBe(200);
    expect((await site.get('/health/ready')).statusCode).toBe(200);
  }
  expect(server.asked()).toBe(1);
  after(11 * 60);
  rewrite([client]);
  expect([await discover(site), await discover(site), server.asked()]).toEqual([200, 200, 2]);
  after(23 * 60 * 60);
  rewrite([client, other]);
  expect(await discover(site)).toBe(200);
  after(2 * 60 * 60);
  expect(await discover(site)).toBe(401);
});

test('keys do not survive in an entry that may not have them: of another jku, or removed in between, or allowed less', async () => {
  const server = await keyServer();
  const client = { issuer, jku: `${server.address}/jwks`, allowHttp: true, allowPrivateAddresses: true };
  const other = { issuer: 'https://other.example.org', jku: client.jku, allowHttp: true };
  for (const [between, changed] of [
    [[client], { jku: `${server.address}/others` }],
    [[other], {}],
    [[client], { allowHttp: false }],
    [[client], { allowPrivateAddresses: false }],
  ] as const) {
    server.answer([key.jwk]);
    const { site, rewrite } = await siteWithFile([client]);
    expect(await discover(site)).toBe(200);
    server.answer([], { status: 500 });
    rewrite(between);
    await discover(site);
    rewrite([{ ...client, ...changed }]);
    expect([changed, await discover(site)]).toEqual([changed, 401]);
  }
});

test('an entry that allows more takes effect', async () => {
  const server = await keyServer();
  const client = { issuer, jku: `${server.address}/jwks`, allowHttp: true, allowPrivateAddresses: true };
  for (const less of [{ allowHttp: false }, { allowPrivateAddresses: false }]) {
    const { site, rewrite } = await siteWithFile([{ ...client, ...less }]);
    expect([less, await discover(site)]).toEqual([less, 401]);
    rewrite([client]);
    after(6);
    expect([less, await discover(site)]).toEqual([less, 200]);
    jest.restoreAllMocks();
  }
});

test('a token that names another jku is refused, and nothing is fetched from there', async () => {
  const [server, forbidden] = [await keyServer(), await forbiddenServer()];
  const site = await siteFor(`${server.address}/jwks`);
  expect(await discover(site, key, { jku: `${server.address}/jwks` })).toBe(200);
  const { host } = new URL(server.address);
  for (const jku of [
    `${forbidden.address}/jwks`,
    `http://${host}@${new URL(forbidden.address).host}/jwks`,
    `${server.address}/others`,
    `${server.address}/jwks/../others`,
    'file:///etc/passwd',
    ['x'],
    '',
  ])
    expect([jku, await discover(site, key, { jku })]).toEqual([jku, 401]);
  expect([forbidden.connections(), server.asked()]).toEqual([0, 1]);
});

test('a redirect of the jku is not followed', async () => {
  const [server, forbidden] = [await keyServer(), await forbiddenServer()];
  server.answer([key.jwk], { status: 302, location: `${forbidden.address}/jwks` });
  const site = await siteFor(`${server.address}/jwks`);
  expect(await discover(site)).toBe(401);
  expect(server.asked()).toBeGreaterThan(0);
  expect(forbidden.connections()).toBe(0);
});

test('a jku at a private address, or over http, is fetched only where the client’s entry allows it', async () => {
  const forbidden = await forbiddenServer();
  const port = new URL(forbidden.address).port;
  for (const host of ['127.0.0.1', '2130706433', 'localhost', '[::ffff:127.0.0.1]'])
    for (const more of [{ allowPrivateAddresses: false }, { allowHttp: false }])
      expect([host, more, await discover(await siteFor(`http://${host}:${port}/jwks`, more))]).toEqual([
        host,
        more,
        401,
      ]);
  expect(forbidden.connections()).toBe(0);
  const server = await keyServer();
  for (const host of ['127.0.0.1', '2130706433', 'localhost', '[::ffff:127.0.0.1]']) {
    const jku = `http://${host}:${new URL(server.address).port}/jwks`;
    expect([host, await discover(await siteFor(jku))]).toEqual([host, 200]);
  }
}, 30_000);

test('a key set that is too large, or holds no usable key, lets nobody in', async () => {
  const server = await keyServer();
  const { kty, crv, x } = key.jwk;
  for (const keys of [
    [],
    [{ ...key.jwk, kid: 'another' }],
    [{ kty: 'oct', k: Buffer.from(key.pem).toString('base64url'), kid: key.kid, alg: 'HS256' }],
    [{ kty, crv, x, kid: key.kid }],
    [{ ...key.jwk, use: 'enc' }],
    [key.jwk, { padding: 'x'.repeat(256 * 1024) }],
  ]) {
    server.answer(keys);
    expect(await discover(await siteFor(`${server.address}/jwks`))).toBe(401);
  }
  server.answer([key.jwk, { kty: 'unknown', kid: 'x' }]);
  expect(await discover(await siteFor(`${server.address}/jwks`))).toBe(200);
});
