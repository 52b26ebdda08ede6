import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Discovery } from '#src/cds/protocol.ts';
import { thisBuild } from '#src/values/build.ts';
import { startApp, type TestApp } from '../support/app.ts';

describe('1.2 Discovery', () => {
  let site: TestApp;
  let discovery: Discovery;
  beforeAll(async () => {
    site = await startApp({ env: { PUBLIC_URL: 'https://localhost/secure/base' } });
    discovery = Discovery.parse((await site.get('/cds-services')).json());
  });
  afterAll(() => site.close());

  test('D1: discovery is at {baseUrl}/cds-services, under a path prefix too', async () => {
    const atRoot = await site.get('/cds-services');
    const underPrefix = await site.get('/secure/base/cds-services');
    expect([atRoot.statusCode, underPrefix.statusCode]).toEqual([200, 200]);
    expect(underPrefix.json()).toEqual(atRoot.json());
    expect((await site.get('/other/cds-services')).statusCode).toBe(404);
  });

  test('D2: an object with a services array, and [] where there are none', async () => {
    expect(discovery.services.length).toBeGreaterThan(0);
    const none = await startApp({ services: () => [] });
    const answer = await none.get('/cds-services');
    expect([answer.statusCode, answer.json()]).toEqual([200, { services: [] }]);
    await none.close();
  });

  test('D3: each service has hook, description and a URL-safe id that can be called', async () => {
    for (const { hook, description, id } of discovery.services) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(hook).toMatch(/^[a-z-]+$/);
      expect(description.trim()).not.toBe('');
      expect((await site.post(`/cds-services/${id}`, {})).statusCode).toBe(400);
      expect((await site.post(`/cds-services/${id}-not`, {})).statusCode).toBe(404);
    }
  });

  test('the services stand in the order of a visit: open, book, start, end, and what is ordered in it', () => {
    expect(discovery.services.map(({ hook }) => hook)).toEqual([
      'patient-view',
      'appointment-book',
      'encounter-start',
      'encounter-discharge',
      'order-sign',
    ]);
  });

  test('D4: each service has a title', () => {
    for (const { title } of discovery.services) expect(title.trim()).not.toBe('');
  });

  test('D5: prefetch maps text to text, usageRequirements is text that names FHIR R4, empty prefetch is left out', async () => {
    for (const { prefetch, usageRequirements } of discovery.services) {
      for (const [key, template] of Object.entries(prefetch ?? {}))
        expect([typeof key, typeof template]).toEqual(['string', 'string']);
      expect(usageRequirements).toContain('R4');
    }
    const bare = await startApp({ services: () => site.services.map((one) => ({ ...one, prefetch: {} })) });
    for (const service of (await bare.get('/cds-services')).json().services)
      expect(service).not.toHaveProperty('prefetch');
    await bare.close();
  });

  test('D6: version is the semantic version of the specification', () => {
    for (const { version } of discovery.services) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('D7: hookVersion is left out', () => {
    for (const service of discovery.services) expect(service).not.toHaveProperty('hookVersion');
  });

  test('C20: each service says which version of Secure Base offers it, in an extension that is an object', () => {
    for (const { extension } of discovery.services)
      expect(extension).toEqual({ 'org.secure-base.release': { version: thisBuild().version } });
  });

  test('D8: no two services share an id', () => {
    const ids = discovery.services.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('D10: no template depends on another', () => {
    for (const { prefetch = {} } of discovery.services)
      for (const template of Object.values(prefetch)) expect(template).not.toMatch(/\{\{\s*%/);
  });
});
