import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { startApp, type TestApp } from '../support/app.ts';
import {
  bearer,
  type Change,
  ecKey,
  issuer,
  publicUrl,
  rsaKey,
  serviceUrl,
  startKeyServer,
  tokenFor,
  trusting,
} from '../support/client-tokens.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { startFhirServer, startForbiddenServer } from '../support/fhir-server.ts';

const [ec, rsa, filed] = [ecKey(), rsaKey(), ecKey()];
const others = { inFile: 'https://in-file.example.org', tenants: 'https://tenants.example.org' };
const own = { issuer, jwks: { keys: [ec.jwk, rsa.jwk] }, origins: ['https://pages.example.org'] };
const clients = [
  own,
  { issuer: others.inFile, jwksFile: 'keys.json', algorithms: ['ES384'] },
  { issuer: others.tenants, jwks: { keys: [ec.jwk] }, tenants: ['north', 'south'], hooks: ['order-sign'] },
];
const call = () => exampleCall({ hook: 'patient-view' });
const refused = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'login', diagnostics: 'Authentication is required' }],
};

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { ...trusting(clients, { 'keys.json': { keys: [filed.jwk] } }) } });
});
afterAll(() => site.close());

const post = (headers: Record<string, string>, of: TestApp = site) => of.post(serviceUrl, call(), headers);
const statusWith = async (change: Change, key = ec) =>
  (await post(bearer(tokenFor(key, serviceUrl, change)))).statusCode;
const claims = (changed: object) => statusWith({ claims: changed });
const header = (changed: object) => statusWith({ header: changed });
const now = () => Math.floor(Date.now() / 1000);

describe('1.8 Client authentication', () => {
  test('A1: discovery, service, feedback and whatever else is asked for below need a token, before anything is said of it', async () => {
    const asked: [string, (headers?: Record<string, string>) => Promise<LightMyRequestResponse>, number][] = [
      ['/cds-services', (headers) => site.get('/cds-services', headers), 200],
      [serviceUrl, (headers) => site.post(serviceUrl, call(), headers), 200],
      [`${serviceUrl}/feedback`, (headers) => site.post(`${serviceUrl}/feedback`, { feedback: [] }, headers), 200],
      [serviceUrl, (headers) => site.post(serviceUrl, '{', headers), 400],
      ['/cds-services/unknown', (headers) => site.get('/cds-services/unknown', headers), 404],
      [serviceUrl, (headers) => site.get(serviceUrl, headers), 405],
    ];
    for (const [path, ask, status] of asked) {
      const without = await ask();
      expect([path, without.statusCode, without.json()]).toEqual([path, 401, refused]);
      expect([path, (await ask(bearer(tokenFor(ec, path)))).statusCode]).toEqual([path, status]);
    }
    for (const open of ['/health/live', '/health/ready', '/metrics', '/detections', '/openapi.json'])
      expect([open, (await site.get(open)).statusCode]).toEqual([open, 200]);
  });

  test('A2: each claim and header is required, and must be what it is to be', async () => {
    expect(await claims({})).toBe(200);
    for (const name of ['iss', 'aud', 'exp', 'iat', 'jti'])
      for (const value of [undefined, null, '', {}, [], true])
        expect([name, value, await claims({ [name]: value })]).toEqual([name, value, 401]);
    for (const changed of [{ exp: `${now() + 300}` }, { iat: `${now()}` }, { jti: 7 }, { jti: 'x'.repeat(257) }])
      expect([changed, await claims(changed)]).toEqual([changed, 401]);
    expect(await claims({ jti: randomUUID().padEnd(256, 'x') })).toBe(200);
    for (const changed of [
      { alg: undefined },
      { kid: undefined },
      { kid: '' },
      { kid: 7 },
      { kid: 'unknown' },
      { typ: undefined },
      { typ: 'at+jwt' },
      { typ: 'JOSE' },
      { crit: ['exp'], exp: 1 },
      { crit: [] },
      { crit: ['b64'], b64: false },
    ])
      expect([changed, await header(changed)]).toEqual([changed, 401]);
  });

  test('A2: the audience is the address that is called, alone or in a list; a trailing slash is tolerated', async () => {
    const url = publicUrl + serviceUrl;
    for (const aud of [url, `${url}/`, [url], ['https://other.example.org', `${url}/`]])
      expect([aud, await claims({ aud })]).toEqual([aud, 200]);
    for (const aud of [
      `${publicUrl}/cds-services`,
      `${url}/feedback`,
      `${publicUrl}/cds-services/another`,
      publicUrl,
      serviceUrl,
      url.toUpperCase(),
      url.replace('https', 'http'),
      url.replace('.org', '.org.evil.example'),
      `${url}?x`,
      `${url}///`,
      [],
      [['https://cds.example.org', url]],
      { url },
    ])
      expect([aud, await claims({ aud })]).toEqual([aud, 401]);
    for (const [path, status] of [
      [`${serviceUrl}/feedback`, 200],
      [serviceUrl, 401],
    ] as const)
      expect((await site.post(`${serviceUrl}/feedback`, { feedback: [] }, bearer(tokenFor(ec, path)))).statusCode).toBe(
        status,
      );
  });

  test('A2: where a client’s tenants are listed, a token names one of them; elsewhere the claim is ignored', async () => {
    const statusOf = async (tenant: unknown) => {
      const token = tokenFor(ec, '/cds-services', { claims: { iss: others.tenants, tenant } });
      return (await site.get('/cds-services', bearer(token))).statusCode;
    };
    for (const tenant of ['north', 'south']) expect(await statusOf(tenant)).toBe(200);
    for (const tenant of [undefined, null, '', 'east', 'NORTH', ['north'], 'north,south'])
      expect([tenant, await statusOf(tenant)]).toEqual([tenant, 401]);
    for (const tenant of ['anything', undefined, 7]) expect(await claims({ tenant })).toBe(200);
  });

  test('A3: ES384 and RS384 are accepted, an algorithm that is not in the client’s list is not', async () => {
    expect([await statusWith({}, ec), await statusWith({}, rsa)]).toEqual([200, 200]);
    const inFile = (key: typeof ec) => statusWith({ claims: { iss: others.inFile } }, key);
    expect([await inFile(filed), await inFile(rsa)]).toEqual([200, 401]);
    for (const alg of ['RS256', 'PS384', 'ES256', 'RS512', 'EdDSA', 'rs384', 'Es384', 'RS384 '])
      for (const key of [ec, rsa]) expect([alg, await statusWith({ header: { alg } }, key)]).toEqual([alg, 401]);
  });

  test('A4: only listed issuers, each with its own keys alone', async () => {
    for (const iss of ['https://unknown.example.org', `${issuer}/`, issuer.toUpperCase(), ` ${issuer}`, [issuer]])
      expect([iss, await claims({ iss })]).toEqual([iss, 401]);
    expect(await statusWith({ claims: { iss: others.inFile } }, filed)).toBe(200);
    expect(await statusWith({}, filed)).toBe(401);
    expect(await statusWith({ header: { kid: filed.kid } })).toBe(401);
    expect(await statusWith({ claims: { iss: others.inFile }, header: { kid: filed.kid } })).toBe(401);
  });

  test('A4: a jku that is not the client’s is never fetched, and that of a client with pinned keys is ignored', async () => {
    const forbidden = await startForbiddenServer();
    const jku = `${forbidden.address}/jwks`;
    expect(await header({ jku })).toBe(200);
    expect(await statusWith({ header: { jku } }, ecKey())).toBe(401);
    expect(await statusWith({ claims: { iss: 'https://unknown.example.org' }, header: { jku } })).toBe(401);
    expect(forbidden.connections()).toBe(0);
    await forbidden.close();
  });

  test('A5: keys stand in the list, in a file beside it, or at the client’s jku, where they are fetched once', async () => {
    const keys = await startKeyServer([ec.jwk]);
    const jku = `${keys.address}/jwks`;
    const fetching = { issuer, jku, allowHttp: true, allowPrivateAddresses: true };
    const other = await startApp({ env: trusting([fetching]) });
    for (const named of [{}, { jku }, {}])
      expect((await post(bearer(tokenFor(ec, serviceUrl, { header: named })), other)).statusCode).toBe(200);
    expect(keys.asked()).toBe(1);
    await Promise.all([other.close(), keys.close()]);
  });

  test('A6: a token is used once, on whatever route, and used up by a good signature alone', async () => {
    const jti = randomUUID();
    const both = { aud: [publicUrl + serviceUrl, `${publicUrl}/cds-services`] };
    const token = (key = ec) =>
      bearer(tokenFor(key, serviceUrl, { header: { kid: ec.kid }, claims: { jti, ...both } }));
    expect((await post(token(ecKey()))).statusCode).toBe(401);
    expect((await post(token())).statusCode).toBe(200);
    expect((await post(token())).statusCode).toBe(401);
    expect((await site.get('/cds-services', token())).statusCode).toBe(401);
    // It is the issuer's: another one may give the same.
    expect(await statusWith({ claims: { iss: others.inFile, jti } }, filed)).toBe(200);
  });

  test('A6: an hour back for iat, a day ahead for exp, and a minute of leeway', async () => {
    for (const changed of [
      { exp: now() - 30 },
      { iat: now() + 30, exp: now() + 300 },
      { iat: now() - 3600 },
      { exp: now() + 86_400 },
      { iat: now() + 0.5 },
    ])
      expect([changed, await claims(changed)]).toEqual([changed, 200]);
    for (const changed of [
      { exp: now() - 61 },
      { exp: 0 },
      { exp: -1 },
      { exp: 1e300 },
      { iat: now() + 90, exp: now() + 300 },
      { iat: now() - 3700 },
      { iat: -1e300 },
      { exp: now() + 86_500 },
      { nbf: now() + 90 },
    ])
      expect([changed, await claims(changed)]).toEqual([changed, 401]);
  });

  test('A6: one body for every refusal; the reason stands in the log and the metrics, without claims but iss, tenant and kid', async () => {
    const used = tokenFor(ec);
    expect((await post(bearer(used))).statusCode).toBe(200);
    const from = site.lines.length;
    const marked = { sub: 'marker-sub', jti: 'marker-jti', tenant: 'the-tenant' };
    const tokens: [string, string | undefined][] = [
      ['no-token', undefined],
      ['malformed', 'Bearer marker.jti'],
      ['malformed', `Basic ${tokenFor(ec)}`],
      ['issuer', `Bearer ${tokenFor(ec, serviceUrl, { claims: { ...marked, iss: 'https://unknown.example.org' } })}`],
      ['header', `Bearer ${tokenFor(ec, serviceUrl, { claims: marked, header: { typ: 'marker' } })}`],
      ['algorithm', `Bearer ${tokenFor(ec, serviceUrl, { claims: marked, header: { alg: 'RS256' } })}`],
      ['audience', `Bearer ${tokenFor(ec, '/marker', { claims: marked })}`],
      ['time', `Bearer ${tokenFor(ec, serviceUrl, { claims: { ...marked, exp: 1 } })}`],
      ['claims', `Bearer ${tokenFor(ec, serviceUrl, { claims: { ...marked, iat: 'marker' } })}`],
      ['tenant', `Bearer ${tokenFor(ec, serviceUrl, { claims: { ...marked, iss: others.tenants } })}`],
      ['keys', `Bearer ${tokenFor(ecKey(), serviceUrl, { claims: marked })}`],
      ['signature', `Bearer ${tokenFor(ecKey(ec.kid), serviceUrl, { claims: marked })}`],
      ['replayed', `Bearer ${used}`],
    ];
    for (const [reason, authorization] of tokens) {
      const answer = await post(authorization === undefined ? {} : { authorization });
      expect([reason, answer.statusCode, answer.json()]).toEqual([reason, 401, refused]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    const lines = site.lines.slice(from).map((line) => JSON.parse(line));
    const refusals = lines.filter(({ event }) => event === 'client-refused');
    expect(refusals.map(({ reason }) => reason)).toEqual(tokens.map(([reason]) => reason));
    expect(refusals[6]).toMatchObject({ issuer, tenant: 'the-tenant', kid: ec.kid });
    expect(JSON.stringify(lines)).not.toContain('marker');
    const metrics = await site.metrics();
    for (const [reason] of tokens)
      expect(metrics).toMatch(new RegExp(`refused_client_total\\{reason="${reason}"\\} [1-9]`));
    expect(metrics).not.toContain('marker');
    const audited = site.audited.slice(-tokens.length);
    expect(audited.map(({ status, tenant }) => [status, tenant])).toEqual(tokens.map(() => [401, undefined]));
  });

  test('A6: a token is remembered as used for as long as it is good', async () => {
    const token = bearer(tokenFor(ec, serviceUrl, { claims: { exp: now() + 3000 } }));
    expect((await post(token)).statusCode).toBe(200);
    const at = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(at + 2_900_000);
    const [later, another] = [await post(token), await post(bearer(tokenFor(ec)))];
    clock.mockRestore();
    expect([later.statusCode, another.statusCode]).toEqual([401, 200]);
    expect(JSON.parse(site.lines.findLast((line) => line.includes('client-refused')) ?? '{}').reason).toBe('replayed');
  });

  test('a hook that a client may not call is 403, and not in its discovery', async () => {
    const as = (iss: string, path: string) => bearer(tokenFor(ec, path, { claims: { iss, tenant: 'north' } }));
    const discovery = async (iss: string) =>
      (await site.get('/cds-services', as(iss, '/cds-services')))
        .json()
        .services.map(({ hook }: { hook: string }) => hook);
    expect(await discovery(issuer)).toEqual(site.services.map(({ hook }) => hook));
    expect(await discovery(others.tenants)).toEqual(['order-sign']);
    for (const [path, body] of [
      [serviceUrl, call()],
      [`${serviceUrl}/feedback`, { feedback: [] }],
    ] as const) {
      const answer = await site.post(path, body, as(others.tenants, path));
      expect([answer.statusCode, answer.json().issue[0].code]).toEqual([403, 'forbidden']);
      expect((await site.post(path, body, as(issuer, path))).statusCode).toBe(200);
    }
  });

  test('A7: preflight needs no token, and is granted to the origins of the client file alone', async () => {
    const ask = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
    for (const url of ['/cds-services', serviceUrl, `${serviceUrl}/feedback`]) {
      const preflight = (origin: string) => site.app.inject({ method: 'OPTIONS', url, headers: { origin, ...ask } });
      const granted = await preflight('https://pages.example.org');
      expect([url, granted.statusCode]).toEqual([url, 204]);
      expect(granted.headers).toMatchObject({
        'access-control-allow-origin': 'https://pages.example.org',
        'access-control-allow-headers': 'authorization, content-type, x-medplum',
        vary: expect.stringMatching(/origin/i),
      });
      expect(granted.headers).not.toHaveProperty('access-control-allow-credentials');
      for (const origin of [
        'https://other.example.org',
        'http://pages.example.org',
        'https://pages.example.org:8443',
        'https://pages.example.org.evil.example',
        'https://PAGES.example.org',
        'null',
      ])
        expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
      for (const headers of [{}, { origin: 'https://other.example.org', ...ask }]) {
        const { statusCode, headers: answered } = await site.app.inject({ method: 'OPTIONS', url, headers });
        expect([url, statusCode, answered.allow]).toEqual([url, 204, url === '/cds-services' ? 'GET, HEAD' : 'POST']);
      }
    }
    const broken = await site.get('/cds-services/%zz', { origin: 'https://pages.example.org' });
    expect([broken.statusCode, broken.headers['access-control-allow-origin']]).toEqual([
      400,
      'https://pages.example.org',
    ]);
    const elsewhere = await site.get('/cds-services/%zz', { origin: 'https://other.example.org' });
    expect(elsewhere.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('A8: the audience is made of PUBLIC_URL with its port and path, never of the Host header', async () => {
    const at = 'https://cds.example.org:8443/base';
    const behind = await startApp({ env: { ...trusting([own]), PUBLIC_URL: `${at}/` } });
    const statusOf = async (aud: string, path: string, host = 'cds.example.org:8443') =>
      (await behind.post(path, call(), { ...bearer(tokenFor(ec, '', { claims: { aud } })), host })).statusCode;
    for (const path of [serviceUrl, `/base${serviceUrl}`, `/base/${serviceUrl}/`]) {
      for (const aud of [`${at}${serviceUrl}`, `${at}${serviceUrl}/`, `${at}/${serviceUrl}`])
        expect([path, aud, await statusOf(aud, path)]).toEqual([path, aud, 200]);
      for (const aud of [publicUrl + serviceUrl, `https://cds.example.org:8443${serviceUrl}`, serviceUrl])
        expect([path, aud, await statusOf(aud, path)]).toEqual([path, aud, 401]);
      expect(await statusOf(`https://evil.example${serviceUrl}`, path, 'evil.example')).toBe(401);
      expect(await statusOf(`${at}${serviceUrl}`, path, 'evil.example')).toBe(200);
    }
    await behind.close();
  });

  test('A9: a client may have its own FHIR servers called, and no other client’s', async () => {
    const server = await startFhirServer({ resources: exampleResources() });
    const reach = { fhirServers: [server.base], allowHttp: true, allowPrivateAddresses: true };
    const two = await startApp({
      env: trusting([
        { ...own, ...reach },
        { ...own, ...reach, fhirServers: ['https://fhir.example.org'], issuer: others.inFile },
      ]),
    });
    const { prefetch, ...bare } = call();
    const statusOf = async (iss: string, fhirServer: string) => {
      const token = tokenFor(ec, serviceUrl, { claims: { iss } });
      return (await two.post(serviceUrl, { ...bare, fhirServer }, bearer(token))).statusCode;
    };
    expect(await statusOf(others.inFile, server.base)).toBe(412);
    for (const base of [`${server.base}/..`, `${server.base}/sub`, server.base.replace('127.0.0.1', 'localhost')])
      expect([base, await statusOf(issuer, base)]).toEqual([base, 412]);
    expect(server.requests).toEqual([]);
    for (const base of [server.base, `${server.base.replace('http', 'Http')}/`])
      expect([base, await statusOf(issuer, base)]).toEqual([base, 200]);
    expect(server.requests.length).toBeGreaterThan(0);
    await Promise.all([two.close(), server.close()]);
  });
});
