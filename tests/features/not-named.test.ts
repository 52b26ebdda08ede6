import { afterEach, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp } from '../support/app.ts';
import { exampleCall, exampleStaff, staffFile } from '../support/example.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** All cards of the examples, at a site that has these clinicians on its list. */
async function cardsOf(notNamed: readonly string[]): Promise<{ cards: Card[]; metrics: string }> {
  const staff = exampleStaff().filter(({ id = '' }) => notNamed.includes(id));
  expect(staff).toHaveLength(notNamed.length);
  const numbers = staff.map((one) => ('identifier' in one ? [one.identifier].flat()[0] : undefined));
  const NOT_NAMED = numbers.map((number) => `${number?.system}|${number?.value}`).join(',');
  const site = await startApp({ env: { STAFF_DIRECTORY: staffFile(), MAX_CARDS: '20', NOT_NAMED } });
  closing.push(site.close);
  const cards: Card[] = [];
  for (const hook of ['patient-view', 'appointment-book', 'encounter-start']) {
    const answer = await site.post(`/cds-services/secure-base-${hook}`, exampleCall({ hook }));
    expect(answer.statusCode).toBe(200);
    cards.push(...answer.json().cards);
  }
  return { cards, metrics: await site.metrics() };
}

test('who has died, is suspended or under inquiry is named by no card, suggestion or evidence', async () => {
  const usual = await cardsOf([]);
  const said = JSON.stringify(usual.cards);
  expect(said).toContain('ayla-patel');
  expect(said).toContain('Dr Reid');
  expect(usual.metrics).not.toContain('why="not-named"');
  const { cards, metrics } = await cardsOf(['ayla-patel']);
  expect(cards.length).toBeGreaterThan(0);
  expect(JSON.stringify(cards)).not.toMatch(/patel/i);
  expect(metrics).toContain('secure_base_held_total{code="usual-clinician-left",why="not-named"} ');
  expect(metrics).not.toContain('why="threw"');
});
