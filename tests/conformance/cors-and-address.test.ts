import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

const preflight = {
  origin: 'https://ehr.example.org',
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,x-medplum',
};

describe('1.8 CORS and address', () => {
  let demo: TestApp;
  let site: TestApp;
  beforeAll(async () => {
    demo = await startApp({ env: { MAX_CARDS: '20', STAFF_DIRECTORY: staffFile() } });
    site = await startApp({ env: { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '' } });
  });
  afterAll(() => Promise.all([demo.close(), site.close()]));

  const addresses = (of: TestApp) => [
    '/cds-services',
    ...of.services.flatMap(({ id }) => [`/cds-services/${id}`, `/cds-services/${id}/feedback`]),
  ];

  test('A7: preflight is answered on discovery, service and feedback, for any origin without credentials', async () => {
    for (const url of addresses(demo)) {
      const { statusCode, headers } = await demo.app.inject({ method: 'OPTIONS', url, headers: preflight });
      expect([url, statusCode]).toEqual([url, 204]);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(headers['access-control-allow-headers']).toBe('authorization, content-type, x-medplum');
      expect(headers['access-control-allow-methods']).toContain('POST');
    }
  });

  test('A7: POST and error answers carry the CORS headers too', async () => {
    const origin = { origin: preflight.origin };
    const [service] = demo.services;
    if (!service) throw new Error('there is no service');
    const url = `/cds-services/${service.id}`;
    const answers = [
      await demo.post(url, exampleCall(service), origin),
      await demo.post(url, {}, origin),
      await demo.post(url, '{', origin),
      await demo.post(url, 'x', { ...origin, 'content-type': 'text/plain' }),
      await demo.get(url, origin),
      await demo.post('/cds-services/unknown', {}, origin),
      await demo.post(`${url}/feedback`, { feedback: [] }, origin),
      await demo.get('/cds-services/%zz', origin),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 400, 415, 405, 404, 200, 400]);
    for (const { headers } of answers) expect(headers['access-control-allow-origin']).toBe('*');
  });

  test('A7: without the demonstration no origin is allowed', async () => {
    for (const url of addresses(site)) {
      const { headers } = await site.app.inject({ method: 'OPTIONS', url, headers: preflight });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await site.get('/cds-services', { origin: preflight.origin })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  test('A8: addresses come from PUBLIC_URL, not from the Host header', async () => {
    const behind = await startApp({
      env: { PUBLIC_URL: 'https://localhost:8443/base/', STAFF_DIRECTORY: staffFile() },
    });
    for (const service of behind.services) {
      const answer = await behind.post(`/base/cds-services/${service.id}`, exampleCall(service), {
        host: '127.0.0.1',
      });
      expect(answer.statusCode).toBe(200);
      const [card] = answer.json().cards;
      expect(card.source.url).toBe(`https://localhost:8443/base/detections/${card.source.topic.code}`);
      expect((await behind.get(new URL(card.source.url).pathname)).statusCode).toBe(200);
    }
    expect((await behind.get('/openapi.json', { host: '127.0.0.1' })).body).not.toContain('127.0.0.1');
    await behind.close();
  });

  test('A8: one doubled slash and one trailing slash are ignored; health and metrics stay at the root', async () => {
    const behind = await startApp({ env: { PUBLIC_URL: 'https://localhost/base' } });
    const statusOf = async (url: string) => (await behind.get(url)).statusCode;
    for (const url of ['//cds-services', '/cds-services/', '/base//cds-services', '/base/cds-services/'])
      expect([url, await statusOf(url)]).toEqual([url, 200]);
    for (const url of ['/health/live', '/health/ready', '/metrics']) {
      expect([url, await statusOf(url)]).toEqual([url, 200]);
      expect([url, await statusOf(`/base${url}`)]).toEqual([url, 404]);
    }
    for (const service of behind.services)
      expect((await behind.post(`//cds-services/${service.id}/`, {})).statusCode).toBe(400);
    await behind.close();
  });
});
