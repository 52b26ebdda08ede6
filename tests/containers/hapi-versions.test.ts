import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { parseDay } from '#src/history/calendar.ts';
import { practiceRecord } from '../../demo/practice/record.ts';
import { openPractice } from '../demo/open-practice.ts';
import { otherVersions, rewrittenBy } from '../support/other-versions.ts';
import { noEngine } from './engine.ts';
import { type Hapi, startHapi } from './hapi-server.ts';

const minutes = 60_000;
const suite = noEngine === undefined ? describe : describe.skip;
const day = '2026-11-24';
const service = 'secure-base-patient-view';
const userId = 'Practitioner/dr-wren';

interface Summary {
  readonly fhirServer: string;
  readonly people: readonly { readonly id: string; readonly encounterId?: string }[];
}

/** STU3 has no `courseOfTherapyType`: what is a repeat can't be told there, nor then that one was not collected. */
const cantBeSaid: Readonly<Record<string, readonly string[]>> = { STU3: ['ruth-fox', 'nora-price', 'sami-noor'] };

/** HAPI's R4B indexes these by a FHIRPath function that it does not know, and answers 500. */
const cantBeStored: Readonly<Record<string, readonly string[]>> = { R4B: ['QuestionnaireResponse'] };

/** By patient, what the practice's own server gives: the same whatever version is compared with it. */
const ownCodes = new Map<string, string>();

/** The demonstration practice as an EHR of another version would keep it. */
suite.each([
  ['R4B', 'R4B'],
  ['R5', 'R5'],
  ['STU3', 'DSTU3'],
] as const)(
  `the practice in HAPI FHIR, %s${noEngine === undefined ? '' : ` (skipped: ${noEngine})`}`,
  (name, version) => {
    let hapi: Hapi;
    let practice: Awaited<ReturnType<typeof openPractice>>;

    beforeAll(async () => {
      [hapi, practice] = await Promise.all([startHapi(20, version), openPractice(day)]);
      const { sayable, rewritten } = otherVersions[name];
      const resources = rewrittenBy(
        rewritten,
        rewrittenBy(
          sayable,
          practiceRecord(parseDay(day) ?? 0).map((one) => ({ ...one })),
        ),
      ).filter(({ resourceType }) => !cantBeStored[name]?.includes(String(resourceType)));
      const types = new Map(resources.map(({ id, resourceType }) => [id, resourceType]));
      // What is a ReferralRequest there is referred to as one.
      const underItsType = (text: string) =>
        text.replace(/"ServiceRequest\/([^"]+)"/g, (_, id) => `"${types.get(id)}/${id}"`);
      for (let start = 0; start < resources.length; start += 200) {
        const entry = resources.slice(start, start + 200).map((resource) => ({
          resource: JSON.parse(underItsType(JSON.stringify(resource))) as Resource,
          request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` },
        }));
        const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry };
        await hapi.send('POST', '', bundle);
      }
    }, 6 * minutes);

    afterAll(async () => {
      await Promise.all([hapi?.stop(), practice?.close()]);
    }, minutes);

    test(
      'a chart gets the card that it gets from the practice’s own server, without suggestions where R4 is not taken',
      async () => {
        const { people, fhirServer } = (await (await fetch(`${practice.url}/demo/practice.json`)).json()) as Summary;
        const [there, here]: string[][] = [[], []];
        // Some of them: HAPI takes about a second for a chart in pages of twenty.
        for (const { id: patientId, encounterId } of people.filter((_, index) => index % 5 < 2)) {
          const context = { patientId, userId, ...(encounterId && { encounterId }) };
          const cards = await open(practice.url, hapi.base, context);
          if (cantBeSaid[name]?.includes(patientId)) {
            expect([patientId, cards]).toEqual([patientId, []]);
            continue;
          }
          there?.push(`${patientId}: ${codesOf(cards)}`);
          const own = ownCodes.get(patientId) ?? codesOf(await open(practice.url, fhirServer, context));
          ownCodes.set(patientId, own);
          here?.push(`${patientId}: ${own}`);
          if (name !== 'R4B') for (const { suggestions } of cards) expect(suggestions).toBeUndefined();
        }
        expect(there).toEqual(here);
        expect(there?.filter((line) => !line.endsWith(': ')).length).toBeGreaterThan(10);
      },
      5 * minutes,
    );
  },
);

const codesOf = (cards: readonly Card[]) => cards.map(({ source }) => source.topic?.code).join(' ');

async function open(url: string, fhirServer: string, context: object): Promise<Card[]> {
  const answer = await fetch(`${url}/cds-services/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hook: 'patient-view', hookInstance: crypto.randomUUID(), fhirServer, context }),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { cards: Card[] }).cards;
}
