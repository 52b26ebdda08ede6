import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { startApp, type TestApp } from '../support/app.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../support/other-versions.ts';
import { openOn, openRecord, plainText } from './open-threads.ts';
import { patient, roleOf, widower } from './record.ts';

let site: TestApp;
beforeAll(async () => {
  site = await startApp();
});
afterAll(() => site.close());

const record = [...widower, patient(), roleOf()];
const numbers = { R4B: '4.3.0', R5: '5.0.0', STU3: '3.0.2' } as const;

test.each(['R4B', 'R5', 'STU3'] as const)('a record of %s gives the same page as of R4', async (version) => {
  const { sayable, rewritten } = otherVersions[version];
  const inR4 = rewrittenBy(sayable, record as never);
  const expected = await openRecord(site, inR4);
  const resources = rewrittenBy(rewritten, inR4) as unknown as Resource[];
  const server = await startFhirServer({ resources, fhirVersion: numbers[version] });
  const { status, html } = await openOn(site, server.base);
  await server.close();
  expect(status).toBe(200);
  expect(plainText(html)).toBe(plainText(expected.html));
  for (const one of ['Wife, 7 February 2025', 'Low spells: 18 May 2025', 'Dr Wren: 6 August 2025 to 31 August 2026'])
    expect([one, plainText(html).includes(one)]).toEqual([one, true]);
});
