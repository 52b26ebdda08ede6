import { readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { withoutUuids } from '../support/card-facts.ts';
import { exampleCall, exampleFile, staffFile } from '../support/example.ts';

const folder = new URL('../../hooks/', import.meta.url);
const hooks = readdirSync(folder).filter((name) => statSync(new URL(name, folder)).isDirectory());

describe('the example beside each hook, on 30 September 2026 with the example’s staff directory', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp({ env: { STAFF_DIRECTORY: staffFile() } });
  });
  afterAll(() => site.close());

  test('every service has its folder, and every folder its service', () => {
    expect(site.services.map(({ hook }) => hook).sort()).toEqual(hooks.sort());
  });

  test.each(hooks)('%s: example-request.json is answered as in example-response.json', async (hook) => {
    const service = site.services.find((one) => one.hook === hook);
    const answer = await site.post(`/cds-services/${service?.id}`, exampleCall({ hook }));
    const expected = JSON.parse(exampleFile(hook, 'example-response.json'));
    expect(expected.cards).not.toEqual([]);
    expect(withoutUuids(answer.json())).toEqual(withoutUuids(expected));
  });

  test.each(hooks)('%s: the example answers what the service advertises as prefetch', (hook) => {
    const service = site.services.find((one) => one.hook === hook);
    expect(Object.keys(exampleCall({ hook }).prefetch ?? {}).sort()).toEqual(
      Object.keys(service?.prefetch ?? {}).sort(),
    );
  });
});
