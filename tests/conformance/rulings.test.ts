import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { startFhirServer, startForbiddenServer } from '../support/fhir-server.ts';

const url = '/cds-services/secure-base-patient-view';
const call = () => exampleCall({ hook: 'patient-view' });

function expectOutcome(answer: LightMyRequestResponse, status: number, code?: string): void {
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(answer.json().resourceType).toBe('OperationOutcome');
  if (code) expect(answer.json().issue[0].code).toBe(code);
}

describe('7 Rulings', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
  });
  afterAll(() => site.close());

  test('content types: application/json and application/*+json, else 415', async () => {
    const body = JSON.stringify(call());
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/fhir+json',
      'Application/FHIR+JSON;charset=UTF-8',
    ])
      expect([type, (await site.post(url, body, { 'content-type': type })).statusCode]).toEqual([type, 200]);
    for (const type of [
      'text/plain',
      'application/xml',
      'application/jsonp',
      'text/json',
      'multipart/form-data; boundary=x',
    ])
      expectOutcome(await site.post(url, body, { 'content-type': type }), 415);
  });

  test('JSON nested 64 deep is read, 65 is 400; so is a key __proto__ or constructor.prototype', async () => {
    const nested = (levels: number) => ({ ...call(), extra: JSON.parse('['.repeat(levels) + ']'.repeat(levels)) });
    expect((await site.post(url, nested(63))).statusCode).toBe(200);
    expectOutcome(await site.post(url, nested(64)), 400);
    const siblings = JSON.parse(`${'[[],{"a":['.repeat(40)}${']},[]]'.repeat(40)}`);
    expectOutcome(await site.post(url, { ...call(), extra: siblings }), 400);
    const body = JSON.stringify(call());
    for (const key of ['"__proto__":{}', '"\\u005f_proto__":{"x":1}', '"constructor":{"prototype":{}}'])
      expectOutcome(await site.post(url, body.replace('{', `{${key},`)), 400);
    expect((await site.post(url, body.replace('{', '{"constructor":1,"proto":{},'))).statusCode).toBe(200);
  });

  test('a body that is not UTF-8 is 400; one that is, with or without a byte order mark, is read', async () => {
    const body = JSON.stringify({ ...call(), extra: 'Zoë 🙂' });
    const send = (payload: Buffer) =>
      site.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });
    for (const bytes of [Buffer.from(body), Buffer.from(`\ufeff${body}`)])
      expect((await send(bytes)).statusCode).toBe(200);
    const at = Buffer.from(body).indexOf('Zo') + 2;
    for (const wrong of [[0xff], [0xeb], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x9f]]) {
      const bytes = Buffer.concat([
        Buffer.from(body).subarray(0, at),
        Buffer.from(wrong),
        Buffer.from(body).subarray(at),
      ]);
      expectOutcome(await send(bytes), 400, 'invalid');
    }
    for (const coding of ['latin1', 'utf16le'] as const) expectOutcome(await send(Buffer.from(body, coding)), 400);
  });

  test('an object of 10,000 members is read, a larger one is 400, wherever it stands', async () => {
    const members = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`member-${index}`, index]));
    expect((await site.post(url, { ...call(), extra: [members(10_000)] })).statusCode).toBe(200);
    expectOutcome(await site.post(url, { ...call(), extra: [members(10_001)] }), 400);
    expectOutcome(await site.post(url, { ...call(), ...members(10_001) }), 400);
    expectOutcome(await site.post(url, { ...call(), prefetch: members(10_001) }), 400);
    expectOutcome(await site.post(`${url}/feedback`, { feedback: [], ...members(10_001) }), 400);
  });

  test('a body of 10 MiB is read, a larger one is 413', async () => {
    const body = JSON.stringify(call());
    const room = 10 * 1024 * 1024 - Buffer.byteLength(body) - '"extra":"",'.length;
    const padded = (size: number) => body.replace('{', `{"extra":"${'x'.repeat(size)}",`);
    expect((await site.post(url, padded(room))).statusCode).toBe(200);
    expectOutcome(await site.post(url, padded(room + 1)), 413);
  });

  test('an unknown address is 404 and a wrong method 405 with Allow, whatever the body', async () => {
    for (const address of [
      '/nowhere',
      '/cds-services/unknown',
      '/cds-services/unknown/feedback',
      `${url}/more`,
      '/detections/no-such-code',
    ])
      expectOutcome(await site.get(address), 404, 'not-found');
    expectOutcome(await site.post('/cds-services/unknown', '{'), 404);
    for (const [method, address, allow] of [
      ['GET', url, 'POST'],
      ['PUT', url, 'POST'],
      ['DELETE', `${url}/feedback`, 'POST'],
      ['TRACE', `${url}/feedback`, 'POST'],
      ['PROPFIND', url, 'POST'],
      ['QUERY', '/cds-services', 'GET, HEAD'],
      ['POST', '/cds-services', 'GET, HEAD'],
      ['POST', '/metrics', 'GET, HEAD'],
      ['PATCH', '/health/live', 'GET, HEAD'],
    ] as const) {
      const answer = await site.app.inject({
        method,
        url: address,
        payload: '{',
        headers: { 'content-type': 'application/json' },
      });
      expectOutcome(answer, 405);
      expect([address, answer.headers.allow]).toEqual([address, allow]);
    }
    const broken = await site.get('/%zz');
    expectOutcome(broken, 400);
    expect(broken.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  test('a fhirServer that is not on the list is ignored as if absent, counted and never called', async () => {
    const forbidden = await startForbiddenServer();
    const server = await startFhirServer({ resources: exampleResources() });
    const named = server.base.replace('127.0.0.1', 'LocalHost');
    const strict = await startApp({ env: { FHIR_SERVERS: `${server.base}/,${named},https://other.example.org` } });
    const { prefetch, ...bare } = call();
    const ask = (fhirServer: string, more: object = {}) => strict.post(url, { ...bare, fhirServer, ...more });
    for (const base of [
      forbidden.address,
      `${server.base}?x=1`,
      `${server.base}#x`,
      `${server.base}/sub`,
      `${server.base}//`,
      server.base.replace('/fhir', '/FHIR'),
      server.base.replace('//', '//user@'),
      `${forbidden.address}/?${server.base}`,
    ]) {
      expectOutcome(await ask(base), 412);
      expect((await ask(base, { prefetch })).statusCode).toBe(200);
    }
    expect(forbidden.connections()).toBe(0);
    expect(server.requests).toEqual([]);
    expect(await strict.metrics()).toMatch(/refused_fhir_server_total\{service="secure-base-patient-view"\} 16/);
    for (const base of [
      server.base,
      `${server.base}/`,
      server.base.replace('http', 'HTTP'),
      server.base.replace('127.0.0.1', 'LOCALHOST'),
    ]) {
      const before = server.requests.length;
      expect([base, (await ask(base)).statusCode]).toEqual([base, 200]);
      expect(server.requests.length).toBeGreaterThan(before);
    }
    await Promise.all([strict.close(), server.close(), forbidden.close()]);
  });

  test('under pressure the hooks answer 503 with Retry-After, and health stays', async () => {
    const busy = await startApp({ pressure: { maxHeapUsedBytes: 1, sampleInterval: 10 } });
    await new Promise((done) => setTimeout(done, 60));
    for (const answer of [await busy.post(url, call()), await busy.get('/cds-services')]) {
      expectOutcome(answer, 503, 'throttled');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await busy.get('/health/live')).statusCode).toBe(200);
    await busy.close();
  });

  test('headers: hardened, and nothing says what serves', async () => {
    for (const [address, frames] of [
      ['/cds-services', 'DENY'],
      [url, 'DENY'],
      ['/detections', 'SAMEORIGIN'],
      ['/nowhere', 'SAMEORIGIN'],
    ] as const) {
      const { headers } = await site.get(address);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': frames });
      expect(headers['content-security-policy']).toMatch(/^default-src /);
      expect(headers).not.toHaveProperty('strict-transport-security');
      for (const banner of ['server', 'x-powered-by']) expect(headers).not.toHaveProperty(banner);
    }
    const https = await startApp({ env: { PUBLIC_URL: 'https://localhost' } });
    for (const address of ['/cds-services', '/detections'])
      expect((await https.get(address)).headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    await https.close();
  });

  test('headers must come within 10 s, a whole request within 30 s; what HTTP can’t read gets an OperationOutcome', async () => {
    const { server } = site.app;
    expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000]);
    await site.app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    const raw = await text(socket);
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(raw.slice(raw.indexOf('{'))).resourceType).toBe('OperationOutcome');
  });

  test('/detections shows what is built as HTML, or JSON where Accept asks', async () => {
    const { detections } = (await site.get('/detections', { accept: 'application/json' })).json();
    expect(detections.map(({ code }: { code: string }) => code)).toContain('usual-clinician-left');
    for (const { code, title } of detections) {
      const page = await site.get(`/detections/${code}`, { accept: 'text/html,*/*' });
      expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.body).toContain('What it does not fire on');
      const data = (await site.get(`/detections/${code}`, { accept: 'application/json' })).json();
      expect(data).toMatchObject({ code, title });
      expect(data.notOn.length).toBeGreaterThan(0);
    }
    expectOutcome(await site.get('/detections/no-such-detection'), 404);
  });

  test('/openapi.json describes each service’s call and feedback', async () => {
    const { openapi, paths } = (await site.get('/openapi.json')).json();
    expect(openapi).toMatch(/^3\.1/);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/cds-services', url, `${url}/feedback`]));
    const body = paths[url].post.requestBody.content['application/json'].schema;
    expect(body.properties.hook).toMatchObject({ enum: ['patient-view'] });
    expect(body.required).toEqual(expect.arrayContaining(['hook', 'hookInstance', 'context']));
  });

  test('/openapi.json says of every route how it tells of a failure', async () => {
    const { paths, components } = (await site.get('/openapi.json')).json();
    const operations = Object.entries<object>(paths).flatMap(([path, item]) =>
      path.startsWith('/thread') ? [] : Object.values(item),
    );
    expect(operations.length).toBeGreaterThan(10);
    const malformed = { $ref: '#/components/responses/malformed' };
    const internal = { $ref: '#/components/responses/internal' };
    for (const { responses } of operations) expect(responses).toMatchObject({ 400: malformed, 500: internal });
    const schema = { $ref: '#/components/schemas/OperationOutcome' };
    for (const response of Object.values(components.responses))
      expect(response).toMatchObject({ content: { 'application/json': { schema } } });
    expect(components.schemas.OperationOutcome.properties.resourceType.const).toBe('OperationOutcome');
  });
});
