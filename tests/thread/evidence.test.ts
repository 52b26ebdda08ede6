import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wordsIn } from '#src/cards/words.ts';
import type { Card } from '#src/cds/protocol.ts';
import { type OpenPractice, openPractice } from '../demo/open-practice.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { baseUrlOf } from '../support/base-url.ts';
import { countingCells, openOn, plainText } from './open-threads.ts';

const day = '2026-11-30';
const user = 'Practitioner/dr-wren';
const { thread: messages } = wordsIn('en-GB').wording;

interface Evidence {
  readonly counted: readonly string[];
  readonly notCounted?: readonly { readonly reference: string; readonly reason: keyof typeof messages.counting }[];
}

let practice: OpenPractice;
let site: TestApp;
let people: readonly { readonly id: string }[];
beforeAll(async () => {
  practice = await openPractice(day);
  site = await startApp({ env: { AS_OF: day, MAX_CARDS: '20', CARDS_PER_100_OPENINGS: '0', DEADLINE_MS: '10000' } });
  const summary = await (await fetch(`${practice.url}/demo/practice.json`)).json();
  ({ people } = summary as { people: typeof people });
});
afterAll(async () => {
  await site.close();
  await practice.close();
});

async function cardsOf(patientId: string): Promise<readonly Card[]> {
  const answer = await site.post('/cds-services/secure-base-patient-view', {
    hook: 'patient-view',
    hookInstance: crypto.randomUUID(),
    context: { userId: user, patientId },
    fhirServer: `${practice.url}/demo/fhir`,
  });
  expect(answer.statusCode).toBe(200);
  return answer.json().cards;
}

const evidenceOf = ({ extension }: Card) => extension?.['org.secure-base.evidence'] as unknown as Evidence;
const isEncounter = (reference: string) => reference.startsWith('Encounter/');

/** What the page of the card's finding shows of its contacts, over all years. */
async function pageOf(patientId: string, finding: string): Promise<string> {
  const base = baseUrlOf(`${practice.url}/demo/fhir`);
  const { status, html } = await openOn(site, base, { patientId, userId: user, finding, length: 'all' });
  expect(status).toBe(200);
  return html;
}

describe('the page that a card leads to', () => {
  test('has the card’s own words, and of each contact what the card’s evidence says of it', async () => {
    let [cards, ofVisits] = [0, 0];
    for (const { id } of people) {
      for (const card of await cardsOf(id)) {
        cards += 1;
        const code = card.source.topic?.code ?? '';
        const html = await pageOf(id, code);
        const text = plainText(html);
        expect([id, code, text]).toEqual([id, code, expect.stringContaining(card.summary)]);
        const { counted, notCounted = [] } = evidenceOf(card);
        const cells = countingCells(html);
        const used = counted.filter(isEncounter);
        if (used.length > 0) ofVisits += 1;
        expect([id, code, cells.filter((cell) => cell === messages.counting.counted).length]).toEqual([
          id,
          code,
          used.length,
        ]);
        const reasons = notCounted
          .filter(({ reference }) => isEncounter(reference))
          .map(({ reason }) => messages.counting[reason]);
        const shown = cells.filter(
          (cell) => cell !== messages.counting.counted && cell !== messages.counting['not-looked-at'],
        );
        expect([id, code, shown.toSorted()]).toEqual([id, code, reasons.toSorted()]);
      }
    }
    // Cards about nearly every detection, most of them about visits.
    expect(cards).toBeGreaterThan(30);
    expect(ofVisits).toBeGreaterThan(15);
  }, 240_000);

  test('gives a reason for each contact that is not counted, and rings as many as it counts', async () => {
    const html = await pageOf('amina-khan', 'usual-clinician-left');
    const cells = countingCells(html);
    expect(cells.every((cell) => cell === 'yes' || /^no: \S/.test(cell))).toBe(true);
    const rings = /<g[^>]* class="counted"[^>]*>([\s\S]*?)<\/g>/.exec(html)?.[1]?.match(/<circle/g) ?? [];
    expect(rings).toHaveLength(cells.filter((cell) => cell === 'yes').length);
    expect(plainText(html)).toContain(
      'Dr Patel: 7 February 2022 to 26 June 2026; 14 contacts used for the card; left on 1 September 2026',
    );
  });
});
