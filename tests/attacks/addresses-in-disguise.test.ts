import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bearer, ecKey, issuer, publicUrl, serviceUrl, tokenFor, trusting } from '../support/client-tokens.ts';
import { exampleCall } from '../support/example.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { sendRaw } from '../support/raw-request.ts';

const key = ecKey();
const body = JSON.stringify(exampleCall({ hook: 'patient-view' }));

let service: RunningService;
beforeAll(async () => {
  service = await startService(trusting([{ issuer, jwks: { keys: [key.jwk] } }]));
});
afterAll(endServices);

function send(method: string, target: string, headers: Readonly<Record<string, string>> = {}) {
  const lines = Object.entries({ host: 'cds.example.org', connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const sent = method === 'POST' ? body : '';
  const about = sent && `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(sent)}\r\n`;
  return sendRaw(service.port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}${about}\r\n${sent}`);
}

// The router decodes an address and cuts it at `#`; who only looks at the address as it was sent sees another one.
const disguises: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => path.replace('-', '%2D'),
  (path) => path.replace('-', '%2d'),
  (path) => path.replace('cds', '%63%64%73'),
  (path) => `${path}#fragment`,
  (path) => `${path}#/../../health/live`,
  (path) => `${path}?as=/health/live`,
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `http://cds.example.org${path}`,
  (path) => `HTTP://cds.example.org${path}`,
  (path) => `https:///health${path}`,
  (path) => `http:///${path}`,
  (path) => `http:////${path}`,
  (path) => `${path.replace('services', 'service%73')}#x`,
  (path) => path.replace('/cds', '/./cds'),
  (path) => path.replace('/cds', '/health/../cds'),
  (path) => path.replace('/cds', '%2Fcds'),
  (path) => path.toUpperCase(),
  (path) => `${path};x`,
];

test('no way to write an address gets a call past the token', async () => {
  for (const disguise of disguises)
    for (const [method, path] of [
      ['GET', '/cds-services'],
      ['HEAD', '/cds-services'],
      ['POST', serviceUrl],
      ['POST', `${serviceUrl}/feedback`],
    ] as const) {
      const target = disguise(path);
      const { status } = await send(method, target);
      expect([target, [401, 404, 400].includes(status)]).toEqual([target, true]);
    }
});

test('an address that is written in another way is still the one that the token is for', async () => {
  const good = (path: string) => bearer(tokenFor(key, path));
  for (const target of [serviceUrl, `${publicUrl}${serviceUrl}`, serviceUrl.replace('-', '%2D'), `${serviceUrl}#x`]) {
    expect([target, (await send('POST', target, good(serviceUrl))).status]).toEqual([target, 200]);
    expect([target, (await send('POST', target, good('/cds-services'))).status]).toEqual([target, 401]);
  }
});

test('a whole URL without a path is the root', async () => {
  for (const target of [publicUrl, `${publicUrl}?x`, '/']) expect((await send('GET', target)).status).toBe(200);
  expect((await send('GET', `${publicUrl}/x`)).status).toBe(404);
});

test('a token is used up by HEAD as by GET', async () => {
  for (const [first, second] of [
    ['HEAD', 'GET'],
    ['GET', 'HEAD'],
  ] as const) {
    const token = bearer(tokenFor(key, '/cds-services'));
    expect((await send(first, '/cds-services', token)).status).toBe(200);
    expect((await send(second, '/cds-services', token)).status).toBe(401);
  }
});
