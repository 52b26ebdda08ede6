import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ecKey, issuer, trusting } from '../support/client-tokens.ts';
import { exampleCall } from '../support/example.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { sendRaw } from '../support/raw-request.ts';

const key = '0123456789abcdef'.repeat(4);
const body = JSON.stringify(exampleCall({ hook: 'patient-view' }));
const view = '/cds-services/secure-base-patient-view';

let own: RunningService;
let open: RunningService;
let trusted: RunningService;
beforeAll(async () => {
  own = await startService({ DEMO: 'on' });
  open = await startService({ PUBLIC_URL: 'https://CDS.example.org/base', OPEN_ACCESS: 'true', PSEUDONYM_KEY: key });
  trusted = await startService(trusting([{ issuer, jwks: { keys: [ecKey().jwk] } }]));
});
afterAll(endServices);

const get = (service: RunningService, target: string, ...hosts: string[]) =>
  sendRaw(
    service.port,
    `GET ${target} HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}Connection: close\r\n\r\n`,
  );
const post = (service: RunningService, target: string, host: string) =>
  sendRaw(
    service.port,
    `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

const loopback = ['localhost', 'LOCALHOST:1234', 'localhost.', '127.0.0.1:8080', '127.9.8.7', '[::1]:8080'];
const others = [
  'evil.example',
  'evil.example:8080',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'evil.example#localhost',
  'localhost@evil.example',
  'evil.example@localhost',
  'localhost:80@evil.example',
  'localhost/evil.example',
  'evil.example/localhost',
  'localhost:x',
  '%6cocalhost',
  'localhost evil.example',
  'localhost,evil.example',
  '10.1.2.3:8080',
  '0.0.0.0:8080',
  '[::]',
  '[2001:db8::1]',
  '[::1',
  '',
];

describe('where nobody has to say who calls', () => {
  test.each(loopback)('%s is answered', async (host) => {
    for (const service of [own, open]) {
      expect((await get(service, '/cds-services', host)).status).toBe(200);
      expect([200, 412]).toContain((await post(service, view, host)).status);
    }
  });

  test.each(['cds.example.org', 'CDS.EXAMPLE.ORG:443'])('the host of PUBLIC_URL is: %s', async (host) => {
    expect((await get(open, '/base/cds-services', host)).status).toBe(200);
    expect((await get(own, '/cds-services', host)).status).toBe(421);
  });

  test.each(others)('a web page that points its own name here gets nothing: %s', async (host) => {
    for (const service of [own, open]) {
      const { status, head, body: said } = await get(service, '/cds-services', host);
      expect([host, [400, 421].includes(status)]).toEqual([host, true]);
      expect(head).not.toMatch(/access-control-allow-origin/i);
      expect(said).not.toContain('services"');
      expect([400, 421]).toContain((await post(service, view, host)).status);
    }
  });

  test('no route but health and metrics is answered, and OPTIONS is not either', async () => {
    const paths = Object.keys(JSON.parse(readFileSync('docs/openapi.json', 'utf8')).paths);
    expect(paths.length).toBeGreaterThan(8);
    for (const path of [...paths, '/openapi.json', '/demo', '/demo/practice.json', '/demo/fhir/Patient', '/nowhere']) {
      const { status } = await get(own, path.replace('{code}', 'first-meeting'), 'evil.example');
      expect([path, status]).toEqual([path, /^\/(?:health\/|metrics$)/.test(path) ? 200 : 421]);
    }
    const preflight = `OPTIONS ${view} HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(own.port, preflight)).status).toBe(421);
  });

  test('a probe or a scraper may call by any address', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await get(open, path, '10.42.0.17:8080')).status).toBe(200);
  });

  test('a whole URL as the target counts as well as the header, and each of two headers', async () => {
    const statusOf = async (target: string, ...hosts: string[]) => (await get(own, target, ...hosts)).status;
    expect(await statusOf('http://localhost:80/cds-services', 'localhost')).toBe(200);
    expect(await statusOf('http://evil.example/cds-services', 'localhost')).toBe(421);
    expect(await statusOf('http://localhost/cds-services', 'evil.example')).toBe(421);
    expect(await statusOf('http://localhost@evil.example/cds-services', 'localhost')).toBe(421);
    expect(await statusOf('/cds-services', 'localhost', 'evil.example')).toBe(421);
    expect(await statusOf('/cds-services', 'evil.example', 'localhost')).toBe(421);
  });

  test('a request of HTTP/1.0 that names no host is not answered, but for health', async () => {
    expect((await sendRaw(own.port, 'GET /cds-services HTTP/1.0\r\n\r\n')).status).toBe(421);
    expect((await sendRaw(own.port, 'GET /health/live HTTP/1.0\r\n\r\n')).status).toBe(200);
    expect((await sendRaw(own.port, 'GET /cds-services HTTP/1.0\r\nHost: localhost\r\n\r\n')).status).toBe(200);
  });

  test('the refusal is an OperationOutcome with the headers of every answer', async () => {
    const { head, body: said } = await get(own, '/cds-services', 'evil.example');
    expect(head).toMatch(/^HTTP\/1\.1 421 Misdirected Request/);
    expect(head).toMatch(/x-content-type-options: nosniff/i);
    expect(JSON.parse(said)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] });
  });
});

test('with a client file the token decides, whatever host is named', async () => {
  expect((await get(trusted, '/cds-services', 'evil.example')).status).toBe(401);
  expect((await get(trusted, '/detections', 'evil.example')).status).toBe(200);
});
