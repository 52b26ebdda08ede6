import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { sources } from '#src/fhir/read/searches.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, staffFile } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { otherVersions, rewrittenBy } from '../support/other-versions.ts';

const url = '/cds-services/secure-base-patient-view';
const { prefetch: _, ...call } = exampleCall({ hook: 'patient-view' });
/** Dr Patel, the usual clinician, has not left: the card is of a first meeting, and has a suggestion. */
const goesOn = { start: '2019-01-01' };
const inR4 = exampleResources().map((one) => (one.id === 'role-ayla-patel' ? { ...one, period: goesOn } : one));
const versions = {
  R4: { number: '4.0.1', resources: inR4 },
  R4B: { number: '4.3.0', resources: written('R4B') },
  R5: { number: '5.0.0', resources: written('R5') },
  STU3: { number: '3.0.2', resources: written('STU3') },
} as const;

function written(name: keyof typeof otherVersions): Resource[] {
  const { rewritten } = otherVersions[name];
  return rewrittenBy(
    rewritten,
    inR4.map((one) => ({ ...one })),
  ) as unknown as Resource[];
}

let site: TestApp;
const servers: FhirServer[] = [];
beforeAll(async () => {
  site = await startApp({ env: { STAFF_DIRECTORY: staffFile('') } });
});
afterAll(() => Promise.all([site.close(), ...servers.map((one) => one.close())]));

async function cardsFor(body: object): Promise<Card[]> {
  const answer = await site.post(url, { ...call, hookInstance: crypto.randomUUID(), ...body });
  expect(answer.statusCode).toBe(200);
  return answer.json().cards;
}

const said = (cards: readonly Card[]) =>
  cards.map(({ summary, detail, source, extension }) => ({ summary, detail, code: source.topic?.code, extension }));

function prefetchOf(resources: readonly Resource[]): Record<string, unknown> {
  return Object.fromEntries(
    sources.map(({ key, type, search }) => {
      const found = resources.filter(({ resourceType }) => resourceType === type);
      const entry = found.map((resource) => ({ resource }));
      return [key, search === undefined ? found[0] : { resourceType: 'Bundle', type: 'searchset', entry }];
    }),
  );
}

describe.each(Object.entries(versions))('an EHR of %s', (name, { number, resources }) => {
  const takesSuggestions = name === 'R4' || name === 'R4B';

  test('is told the same from its server; resources of R4 are suggested only where they can be taken', async () => {
    const [server, r4] = [
      await startFhirServer({ resources, fhirVersion: number }),
      await startFhirServer({ resources: inR4 }),
    ];
    servers.push(server, r4);
    const expected = await cardsFor({ fhirServer: r4.base });
    expect(said(expected).map(({ code }) => code)).toContain('first-meeting');
    for (const round of [1, 2]) {
      const cards = await cardsFor({ fhirServer: server.base });
      expect([round, said(cards)]).toEqual([round, said(expected)]);
      expect(cards.some(({ suggestions = [] }) => suggestions.length > 0)).toBe(takesSuggestions);
      expect(cards.some((card) => 'selectionBehavior' in card)).toBe(takesSuggestions);
    }
  });

  test('is told the same from its prefetch alone', async () => {
    const expected = await cardsFor({ prefetch: prefetchOf(inR4) });
    expect(said(expected).map(({ code }) => code)).toContain('first-meeting');
    const cards = await cardsFor({ prefetch: prefetchOf(resources) });
    expect(said(cards)).toEqual(said(expected));
    expect(cards.some(({ suggestions = [] }) => suggestions.length > 0)).toBe(takesSuggestions);
  });
});
