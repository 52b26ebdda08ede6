import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { bearer, ecKey, tokenFor, trusting } from '../support/client-tokens.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const local = { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '' };

describe('the first page', () => {
  let demo: TestApp;
  let site: TestApp;
  let behind: TestApp;
  let demoBehind: TestApp;
  const key = ecKey();
  beforeAll(async () => {
    const PUBLIC_URL = 'https://localhost:8443/base/';
    [demo, site, behind, demoBehind] = await Promise.all([
      startApp(),
      startApp({ env: trusting([{ issuer: 'https://ehr.example.org', jwks: { keys: [key.jwk] } }]) }),
      startApp({ env: { ...local, PUBLIC_URL } }),
      startApp({ env: { PUBLIC_URL } }),
    ]);
  });
  afterAll(() => Promise.all([demo, site, behind, demoBehind].map((one) => one.close())));

  test('leads a browser to the demonstration, under the path prefix where there is one', async () => {
    const { statusCode, headers } = await demo.get('/', browser);
    expect([statusCode, headers.location]).toEqual([302, '/demo']);
    for (const path of ['/base', '/base/', '/'])
      expect((await demoBehind.get(path, browser)).headers.location).toBe('/base/demo');
  });

  test('shows a browser what is here where there is no demonstration, and each link answers', async () => {
    for (const [of, path, prefix] of [
      [site, '/', ''],
      [behind, '/', '/base'],
      [behind, '/base', '/base'],
      [behind, '/base/?x=1', '/base'],
    ] as const) {
      const { statusCode, headers, body } = await of.get(path, browser);
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
      expect(links).toEqual(['/detections', '/cds-services', '/openapi.json'].map((link) => `${prefix}${link}`));
      for (const link of links) {
        const token = of === site ? bearer(tokenFor(key, link)) : {};
        expect([link, (await of.get(link, token)).statusCode]).toEqual([link, 200]);
      }
    }
  });

  test.each([{}, { accept: '*/*' }, { accept: 'application/json' }])('says the same as JSON to %j', async (accept) => {
    const base = 'https://localhost:8443/base';
    const links = { services: `${base}/cds-services`, detections: `${base}/detections`, api: `${base}/openapi.json` };
    for (const path of ['/', '/base', '/base/'])
      expect((await behind.get(path, accept as Record<string, string>)).json()).toEqual({
        name: 'Secure Base',
        ...links,
      });
    expect((await demoBehind.get('/', accept as Record<string, string>)).json()).toEqual({
      name: 'Secure Base',
      ...links,
      demonstration: `${base}/demo`,
    });
  });

  test('tells neither version, nor settings, nor who may call', async () => {
    for (const accept of [browser, {}]) {
      const { body, headers } = await site.get('/', accept as Record<string, string>);
      expect(`${body}${JSON.stringify(headers)}`).not.toMatch(/\d\.\d+\.\d|ehr\.example|clients|fastify|DEMO/i);
    }
  });

  test('is only read, and only that path', async () => {
    expect((await site.post('/', {})).statusCode).toBe(405);
    expect((await site.app.inject({ method: 'HEAD', url: '/' })).statusCode).toBe(200);
    for (const path of ['/based', '/base/base', '/index.html'])
      expect((await behind.get(path, browser)).statusCode).toBe(404);
  });

  test('answers for our own hosts alone where callers need no token', async () => {
    expect((await behind.get('/', { ...browser, host: 'evil.example' })).statusCode).toBe(421);
  });
});
