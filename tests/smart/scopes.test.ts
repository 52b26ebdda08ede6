import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scopesOf } from '#src/smart/scopes.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleHooks, exampleResources } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';

let site: TestApp;
let server: FhirServer;
beforeAll(async () => {
  site = await startApp();
  server = await startFhirServer({ resources: exampleResources() });
});
afterAll(() => Promise.all([site.close(), server.close()]));

test('a launch from a chart asks for every type of resource that the reader asks a server for, and for no other', async () => {
  for (const { id, hook } of site.services) {
    if (!exampleHooks.includes(hook)) continue;
    const { prefetch: _, ...call } = exampleCall({ hook });
    await site.post(`/cds-services/${id}`, { ...call, fhirServer: server.base });
  }
  const asked = new Set(server.requests.map(({ type }) => type).filter((type) => type !== 'metadata'));
  const granted = new Set(
    scopesOf('chart', undefined, ['permission-v2']).flatMap(
      (scope) => /^(?:patient|user)\/(\w+)\.rs?$/.exec(scope)?.[1] ?? [],
    ),
  );
  expect(asked.size).toBeGreaterThan(15);
  expect([...asked].filter((type) => !granted.has(type))).toEqual([]);
  // The example's prescriptions name no Medication by reference, and its visits no place.
  expect([...granted].filter((type) => !asked.has(type))).toEqual(['Medication', 'Location']);
});
