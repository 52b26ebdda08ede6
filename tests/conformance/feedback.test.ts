import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Feedback } from '#src/cds/feedback.ts';
import { startApp, type TestApp } from '../support/app.ts';

const accepted = {
  card: '4e0a3a1e-3283-4575-ab82-028d55fe2719',
  outcome: 'accepted',
  acceptedSuggestions: [{ id: '1a2b3c' }],
  outcomeTimestamp: '2026-09-30T08:30:00Z',
};
const overridden = {
  card: '9368d37b-283f-44a0-93ea-547cebab93ed',
  outcome: 'overridden',
  overrideReason: { reason: { code: 'not-now' } },
  outcomeTimestamp: '2026-09-30T09:30:00+01:00',
};

describe('1.7 Feedback', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp();
  });
  afterAll(() => site.close());

  /** The status that every service answers to a body. */
  async function status(body: unknown): Promise<number> {
    const all = await Promise.all(site.services.map(({ id }) => site.post(`/cds-services/${id}/feedback`, body)));
    expect(new Set(all.map(({ statusCode }) => statusCode)).size).toBe(1);
    for (const answer of all)
      if (answer.statusCode !== 200) expect(answer.json().resourceType).toBe('OperationOutcome');
    return all[0]?.statusCode ?? 0;
  }
  const statusOf = (...items: unknown[]) => status({ feedback: items });

  test('F1: {feedback: [...]} with card, outcome and an RFC 3339 time; anything else is 400', async () => {
    expect(await statusOf(accepted, overridden)).toBe(200);
    expect(await status({ feedback: [] })).toBe(200);
    for (const body of [{}, [], accepted, { feedback: accepted }, { feedback: null }])
      expect(await status(body)).toBe(400);
    for (const wrong of [
      { card: undefined },
      { card: '' },
      { card: 'x'.repeat(65) },
      { card: 7 },
      { outcome: 'ignored' },
      { outcome: undefined },
      { outcomeTimestamp: undefined },
      { outcomeTimestamp: '2026-09-30' },
      { outcomeTimestamp: '2026-09-30T08:30:00' },
      { outcomeTimestamp: '2026-19-30T08:30:00Z' },
      { outcomeTimestamp: '2026-02-30T08:30:00Z' },
      { outcomeTimestamp: '2026-09-30T24:00:00Z' },
    ])
      expect([wrong, await statusOf({ ...accepted, ...wrong })]).toEqual([wrong, 400]);
    for (const right of [{ card: 'x'.repeat(64) }, { outcomeTimestamp: '2026-09-30T08:30:00.123-11:30' }])
      expect(await statusOf({ ...accepted, ...right })).toBe(200);
  });

  test('F2: accepted needs acceptedSuggestions, each with an id', async () => {
    for (const acceptedSuggestions of [undefined, null, [], [{}], [{ id: '' }], ['1a2b3c']])
      expect(await statusOf({ ...accepted, acceptedSuggestions })).toBe(400);
  });

  test('F3: a reason needs its code, not its system or display; a comment alone will do', async () => {
    for (const overrideReason of [
      { reason: { code: 'not-now', system: 'https://secure-base.org/fhir/CodeSystem/override-reasons' } },
      { reason: { code: 'other', display: 'Other' }, userComment: 'met her yesterday' },
      { userComment: 'met her yesterday' },
    ])
      expect(await statusOf({ ...overridden, overrideReason })).toBe(200);
    for (const overrideReason of [{ reason: {} }, { reason: 'not-now' }, { userComment: 5 }, 'not-now'])
      expect(await statusOf({ ...overridden, overrideReason })).toBe(400);
  });

  test('F4: overridden without a reason, or with an empty one, is valid', async () => {
    for (const overrideReason of [undefined, null, {}, { reason: null }])
      expect(await statusOf({ ...overridden, overrideReason })).toBe(200);
  });

  test('F5: several cards in one call, and the same card again and again', async () => {
    for (let time = 0; time < 2; time++) expect(await statusOf(accepted, overridden, accepted)).toBe(200);
  });

  test('F6: a card that is not known here does not fail the batch', async () => {
    expect(await statusOf({ ...overridden, card: 'from-another-replica' }, accepted)).toBe(200);
  });

  test('F7: the answer is 200 and {}', async () => {
    for (const { id } of site.services) {
      const answer = await site.post(`/cds-services/${id}/feedback`, { feedback: [overridden] });
      expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    }
    expect((await site.post('/cds-services/unknown/feedback', { feedback: [] })).statusCode).toBe(404);
  });

  test('F8: a comment is cut at 1,000 characters and is in no log', async () => {
    const userComment = `Zebedee Marker ${'x'.repeat(2000)}`;
    const item = { ...overridden, overrideReason: { userComment } };
    expect(await statusOf(item)).toBe(200);
    const parsed = Feedback.parse({ feedback: [item] }).feedback[0];
    expect(parsed).toHaveProperty('overrideReason.userComment', userComment.slice(0, 1000));
    expect(site.lines.join()).not.toContain('Zebedee');
    expect(site.lines.join()).toContain('/feedback');
  });

  test('F9: more than 100 items, or more than 20 accepted suggestions in one, are too many: 413', async () => {
    const items = (count: number) => Array.from({ length: count }, () => ({ ...accepted, card: 'one-card' }));
    const suggesting = (count: number) => ({
      ...accepted,
      acceptedSuggestions: Array.from({ length: count }, (_, i) => ({ id: `${i}` })),
    });
    expect(await statusOf(...items(100))).toBe(200);
    expect(await statusOf(...items(101))).toBe(413);
    expect(await statusOf(suggesting(20))).toBe(200);
    expect(await statusOf(overridden, suggesting(21))).toBe(413);
    // However wrong the rest is: nobody looks at it.
    expect(await statusOf(...Array.from({ length: 50_000 }, () => 'x'))).toBe(413);
  });

  test('F10: a thousand answers may wait for cards that nobody was shown yet; then 503 with Retry-After', async () => {
    const own = await startApp();
    const send = (card: () => string) =>
      own.post('/cds-services/secure-base-patient-view/feedback', {
        feedback: Array.from({ length: 100 }, () => ({ ...accepted, card: card() })),
      });
    for (let call = 0; call < 10; call += 1) expect((await send(randomUUID)).statusCode).toBe(200);
    const full = await send(randomUUID);
    expect([full.statusCode, full.json().resourceType]).toEqual([503, 'OperationOutcome']);
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
    expect(own.lines.join()).toContain('no-room');
    expect(await own.metrics()).toContain('secure_base_store_failing 0');
    await own.close();
  });

  test('feedback is counted by outcome', async () => {
    const count = async (outcome: string) => {
      const lines = new RegExp(`feedback_total{[^}]*outcome="${outcome}",reason="not-now"} (\\d+)`, 'g');
      return [...(await site.metrics()).matchAll(lines)].reduce((sum, [, each]) => sum + Number(each), 0);
    };
    const before = await count('overridden');
    await statusOf(overridden, overridden);
    expect(await count('overridden')).toBe(before + 2 * site.services.length);
  });
});
