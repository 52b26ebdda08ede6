import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExampleCall, exampleCall, exampleResources } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { sendRaw } from '../support/raw-request.ts';

const path = '/cds-services/secure-base-patient-view';
const call = () => exampleCall({ hook: 'patient-view' });
const good = JSON.stringify(call());

let service: RunningService;
let server: FhirServer;
beforeAll(async () => {
  server = await startFhirServer({ resources: exampleResources() });
  service = await startService({ FHIR_SERVERS: server.base, DEADLINE_MS: '2000' });
});
afterAll(() => Promise.all([endServices(), server.close()]));

/** Status of a body; whatever is refused is told by an OperationOutcome. */
async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, to = path) {
  const answer = await fetch(service.address + to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const said = (await answer.json()) as { resourceType?: string };
  if (answer.status !== 200) expect(said.resourceType).toBe('OperationOutcome');
  return answer.status;
}
const ask = (change: (call: ExampleCall) => object) => post(JSON.stringify(change(call())));

/** Addresses that a server may be asked for: a type, or a type and an id, and nothing that leads out of it. */
const plainPath = /^(metadata|[A-Z][A-Za-z]+(\/(?!\.{1,2}$)[A-Za-z0-9.-]{1,64})?)$/;

test('ids that would change an address are 400, and nothing is asked for', async () => {
  const bare = (context: object) =>
    ask(({ prefetch, ...rest }) => ({ ...rest, fhirServer: server.base, context: { ...rest.context, ...context } }));
  server.requests.length = 0;
  for (const id of [
    '../x?y',
    '..%2Fx%3Fy',
    '../../metadata',
    'margaret-holloway/../x',
    'margaret-holloway?_revinclude=*',
    'margaret-holloway#x',
    'margaret-holloway/$everything',
    'Patient/../x',
    'Patient/Patient/x',
    'https://other.example.org/Patient/x',
    '//other.example.org',
    '.',
    '..',
    '',
    ' margaret-holloway',
    'margaret-holloway\n',
    'margaret-holloway\r\nHost: other',
    'margaret\u0000holloway',
    'märgaret',
    'a,b',
    'a|b',
    'a'.repeat(65),
  ]) {
    expect([id, await bare({ patientId: id })]).toEqual([id, 400]);
    expect([id, await bare({ encounterId: id })]).toEqual([id, 400]);
  }
  expect(server.requests).toEqual([]);
  expect(await bare({})).toBe(200);
  expect(server.requests.map(({ path: asked }) => asked)).toContain('Patient/margaret-holloway');
}, 30_000);

test('references in a record, and the user’s, never become an address that leads elsewhere', async () => {
  server.requests.length = 0;
  for (const reference of [
    'Practitioner/../../x?y',
    'Practitioner/..',
    'Practitioner/a/../b?_include=*',
    'Practitioner/a%2F..%2Fb',
    `${new URL(server.base).origin}/other/Practitioner/a/../b`,
    'https://other.example.org/fhir/Practitioner/a?x#y',
    '../Practitioner/a',
    'Practitioner/a b\r\nX: y',
  ]) {
    const text = JSON.stringify({ ...call(), fhirServer: server.base })
      .replaceAll('Practitioner/ayla-patel', JSON.stringify(reference).slice(1, -1))
      .replaceAll(
        'Organization/alder-lane',
        JSON.stringify(reference.replace('Practitioner', 'Organization')).slice(1, -1),
      );
    expect([reference, await post(text)]).toEqual([reference, 200]);
    const user = await ask((one) => ({
      ...one,
      fhirServer: server.base,
      context: { ...one.context, userId: reference },
    }));
    expect([reference, user]).toEqual([reference, 200]);
  }
  expect(server.requests.length).toBeGreaterThan(0);
  expect(server.requests.map(({ path: asked }) => asked).filter((asked) => !plainPath.test(asked))).toEqual([]);
}, 30_000);

test('a body of 50 MB is 413, said in advance or not, and others are answered meanwhile', async () => {
  const huge = Buffer.alloc(50_000_000, ' ');
  const chunk = Buffer.alloc(1_000_000, ' ');
  const chunks = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(chunk),
  });
  const streamed = fetch(service.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: chunks,
    duplex: 'half',
  } as RequestInit).then(
    ({ status }) => status,
    () => 'cut',
  );
  const known = fetch(service.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: huge,
  }).then(
    ({ status }) => status,
    () => 'cut',
  );
  expect(await post(good)).toBe(200);
  // A caller who goes on sending may find the connection cut before it reads the answer.
  for (const status of [await streamed, await known]) expect([413, 'cut']).toContain(status);
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
  const inAdvance = await sendRaw(service.port, `${head}Content-Length: 50000000\r\nConnection: close\r\n\r\n{`);
  expect([inAdvance.status, JSON.parse(inAdvance.body).resourceType]).toEqual([413, 'OperationOutcome']);
  expect(await post(good)).toBe(200);
}, 30_000);

test('a body that is nested 10,000 deep, anywhere, is 400', async () => {
  for (const levels of [10_000, 1_000_000]) {
    const arrays = '['.repeat(levels) + ']'.repeat(levels);
    const objects = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    for (const nested of [arrays, objects]) {
      expect(await post(nested)).toBe(400);
      expect(await post(good.replace('"prefetch":{', `"prefetch":{"other":${nested},`))).toBe(400);
      // Feedback has a mebibyte.
      expect(await post(`{"feedback":${nested}}`, {}, `${path}/feedback`)).toBe(levels > 10_000 ? 413 : 400);
    }
    expect(await post('['.repeat(levels))).toBe(400);
  }
  expect(await post(good.replace('"prefetch":{', '"prefetch":{"other":[[[[[[]]]]]],'))).toBe(200);
}, 30_000);

test('keys that would reach a prototype are 400 wherever they stand, and change nothing', async () => {
  for (const key of [
    '"__proto__":{"admin":true}',
    '"constructor":{"prototype":{"admin":true}}',
    '"\\u005f_proto__":{}',
  ]) {
    expect(await post(good.replace('{', `{${key},`))).toBe(400);
    expect(await post(good.replace('"context":{', `"context":{${key},`))).toBe(400);
    expect(await post(good.replace('"resourceType":"Patient"', `"resourceType":"Patient",${key}`))).toBe(400);
    expect(await post(`{"feedback":[{${key}}]}`, {}, `${path}/feedback`)).toBe(400);
  }
  for (const key of ['toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON', 'length', 'constructor'])
    for (const value of ['1', '{}', 'null', '"x"'])
      for (const place of ['{', '"context":{', '"prefetch":{', '"patient":{'])
        expect([key, value, place, await post(good.replace(place, `${place}"${key}":${value},`))]).toEqual([
          key,
          value,
          place,
          200,
        ]);
});

test('a body of another kind is 415 or 400, and a compressed one is not unpacked', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])
    expect([type, await post(good, { 'content-type': type })]).toEqual([type, 415]);
  const raw = (headers: string) =>
    sendRaw(service.port, `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n\r\n`);
  expect((await raw('Content-Length: 0')).status).toBe(400);
  expect((await raw('Content-Type:\r\nContent-Length: 2\r\n\r\n{}')).status).toBe(415);
  for (const coding of ['gzip', 'br', 'deflate'])
    expect(await post(new Uint8Array([31, 139, 8, 0, 0, 0, 0, 0]), { 'content-encoding': coding })).toBe(400);
  expect(await post(good)).toBe(200);
});

test('a request that could be read in two ways is 400 (RFC 9112, 6.3 and 11.2)', async () => {
  const post = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  const smuggled = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';
  for (const rest of [
    `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${smuggled}`,
    `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`,
    `Content-Length: -1\r\n\r\n{}${smuggled}`,
    `X: a\nContent-Length: 2\r\n\r\n{}`,
    `X: ${'x'.repeat(20_000)}\r\n\r\n`,
  ]) {
    const { status, head, body } = await sendRaw(service.port, post + rest);
    expect([rest.slice(0, 40), status, JSON.parse(body).resourceType]).toEqual([
      rest.slice(0, 40),
      400,
      'OperationOutcome',
    ]);
    expect(head).not.toMatch(/^(server|x-powered-by):/im);
  }
});

test('a text of megabytes in any place is answered in time', async () => {
  const long = ['a', ' ', '-', '0', '/', '\\n', '9999-', 'Patient/', '&lt;', '((', '<b>', '*_'].map((part) =>
    part.repeat(2_000_000 / part.length),
  );
  const places = [
    ['"userId":"', '"userId":"'],
    ['"patientId":"', '"patientId":"'],
    ['"hookInstance":"', '"hookInstance":"'],
    ['"hook":"', '"hook":"'],
    ['"birthDate":"', '"birthDate":"'],
    ['"family":"', '"family":"'],
    ['"start":"', '"start":"'],
    ['"reference":"Practitioner/', '"reference":"Practitioner/'],
    ['"fullUrl":"', '"fullUrl":"'],
    ['"code":"', '"code":"'],
    ['{"hook"', '{"fhirServer":"https://","hook"'],
  ] as const;
  for (const text of long)
    for (const [place, put] of places) {
      const body = put.includes('fhirServer')
        ? good.replace(place, put.replace('https://', `https://${text}`))
        : good.replace(place, put + text);
      const started = performance.now();
      const status = await post(body);
      expect([place, text.slice(0, 9), [200, 400, 412].includes(status)]).toEqual([place, text.slice(0, 9), true]);
      expect([place, text.slice(0, 9), performance.now() - started < 5000]).toEqual([place, text.slice(0, 9), true]);
    }
}, 120_000);

test('callers who send their headers or bodies by the drop are cut off, and others are answered meanwhile', async () => {
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
  const slow = [
    ...Array.from({ length: 20 }, () => drip(head, 'X-a: b\r\n')),
    ...Array.from({ length: 20 }, () => drip(`${head}Content-Length: 100000\r\n\r\n{"hook":"`, 'x')),
    ...Array.from({ length: 5 }, () => drip(`${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n')),
    ...Array.from({ length: 5 }, () => drip('', '')),
    // These are answered at once, and go on sending all the same.
    ...[head, head.replace(path, '/nowhere'), head.replace('json', 'xml')].map((one) =>
      drip(`${one}Content-Length: 50000000\r\n\r\n{`, 'x'),
    ),
  ];
  const all = Promise.all(slow);
  let others = 0;
  while ((await Promise.race([all, wait(250)])) === undefined) {
    expect(await post(good)).toBe(200);
    others += 1;
  }
  const cut = await all;
  const seconds = cut.map(({ ms }) => ms / 1000);
  expect(Math.max(...seconds)).toBeLessThan(36);
  expect(Math.max(...seconds.slice(0, 20))).toBeLessThan(16);
  for (const { heard } of cut.slice(0, 50)) {
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(heard.slice(heard.indexOf('{'))).resourceType).toBe('OperationOutcome');
  }
  expect(cut.slice(50).map(({ heard }) => heard.slice(0, 12))).toEqual([
    'HTTP/1.1 413',
    'HTTP/1.1 404',
    'HTTP/1.1 415',
  ]);
  expect(others).toBeGreaterThan(20);
}, 60_000);

/**
 * Sends so much at once and then one more piece each second, until nobody takes it any more. It does not hang up: whether
 * the other side still listens after an answer shows only in what is sent then.
 */
async function drip(first: string, piece: string): Promise<{ ms: number; heard: string }> {
  const started = performance.now();
  const socket = connect({ port: service.port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  socket.setEncoding('utf8').on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  socket.write(first);
  const timer = setInterval(() => socket.write(heard === '' ? piece : piece || 'x'), 1000);
  const late = setTimeout(() => socket.destroy(), 50_000);
  await new Promise((closed) => socket.once('close', closed));
  clearInterval(timer);
  clearTimeout(late);
  return { ms: performance.now() - started, heard };
}
