import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, staffFile } from '../support/example.ts';

/** Paths of what may not be on the wire: null, blank text, an empty list or object. */
function emptyValues(value: unknown, path = ''): string[] {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return [path];
  if (typeof value !== 'object') return [];
  const entries = Object.entries(value as object);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, item]) => emptyValues(item, `${path}/${key}`));
}

describe('1.1 JSON and transport', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20' } });
  });
  afterAll(() => site.close());

  test('J1: every 2xx is application/json, and a public address without https refuses to start', async () => {
    const discovery = await site.get('/cds-services');
    expect(discovery.headers['content-type']).toMatch(/^application\/json(;|$)/);
    for (const service of site.services) {
      const answers = [
        await site.post(`/cds-services/${service.id}`, exampleCall(service)),
        await site.post(`/cds-services/${service.id}/feedback`, { feedback: [] }),
      ];
      for (const answer of answers) {
        expect(answer.statusCode).toBe(200);
        expect(answer.headers['content-type']).toMatch(/^application\/json(;|$)/);
      }
    }
    await expect(startApp({ env: { PUBLIC_URL: 'http://cds.example.org' } })).rejects.toThrow(/^PUBLIC_URL: /);
  });

  test('J2: no null, blank text, empty list or empty object in discovery or in cards', async () => {
    expect(emptyValues({ a: [{ b: '' }], c: null, d: {}, e: [] })).toEqual(['/a/0/b', '/c', '/d', '/e']);
    expect(emptyValues((await site.get('/cds-services')).json())).toEqual([]);
    for (const service of site.services) {
      const { cards } = (await site.post(`/cds-services/${service.id}`, exampleCall(service))).json();
      expect(cards).not.toEqual([]);
      expect(emptyValues(cards)).toEqual([]);
    }
  });

  test('J4: a trailing comma or a comment in the body is 400', async () => {
    for (const service of site.services) {
      const call = JSON.stringify(exampleCall(service));
      expect((await site.post(`/cds-services/${service.id}`, call)).statusCode).toBe(200);
      for (const broken of [call.replace(/\}$/, ',}'), `/* call */${call}`])
        expect((await site.post(`/cds-services/${service.id}`, broken)).statusCode).toBe(400);
    }
  });
});
