import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { HookResponse, OperationOutcome } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleFile, staffFile } from '../support/example.ts';
import { injected, mutated, mutations } from '../support/mutation.ts';

const path = '/cds-services/secure-base-patient-view';
/** Each stands for something that must stay inside. */
const markers = [
  'margaret',
  'holloway',
  'ayla',
  'patel',
  'sam-khan',
  '1951-04-17',
  'visit-1',
  'xqtoken',
  'xqcomment',
  injected,
];
const leaks = (text: string) => markers.filter((marker) => text.toLowerCase().includes(marker));

const hookCall = JSON.stringify({
  ...JSON.parse(exampleFile('patient-view', 'example-request.json')),
  fhirServer: 'https://fhir.example.org/r4',
  fhirAuthorization: {
    access_token: 'xqtoken',
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'patient/*.read',
    subject: 'client',
  },
});
const at = '2026-09-30T08:30:00Z';
const feedback = JSON.stringify({
  feedback: [
    {
      card: '4e0a3a1e-3283-4575-ab82-028d55fe2719',
      outcome: 'accepted',
      acceptedSuggestions: [{ id: 'a' }],
      outcomeTimestamp: at,
    },
    {
      card: '9368d37b-283f-44a0-93ea-547cebab93ed',
      outcome: 'overridden',
      overrideReason: { reason: { code: 'not-now', system: 'x', display: 'x' }, userComment: 'xqcomment' },
      outcomeTimestamp: at,
    },
  ],
});

let site: TestApp;
beforeAll(async () => {
  // The visit does not end, so that cards come back at every opening.
  const loud = { SAME_VISIT_HOURS: '168', CARDS_PER_100_OPENINGS: '0', MAX_CARDS: '20' };
  site = await startApp({ env: { ...loud, FHIR_SERVERS: '', STAFF_DIRECTORY: staffFile() } });
});
afterAll(() => site.close());

const seen = new Map<string, number>();
const count = (what: string) => void seen.set(what, (seen.get(what) ?? 0) + 1);

function expectWellFormed(answer: LightMyRequestResponse, isFeedback: boolean): void {
  const { statusCode, body } = answer;
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  count(`${isFeedback ? 'feedback' : 'hook'} ${statusCode}`);
  if (statusCode !== 200) {
    expect([400, ...(isFeedback ? [] : [412])]).toContain(statusCode);
    OperationOutcome.strict().parse(answer.json());
    expect(leaks(body)).toEqual([]);
  } else if (isFeedback) expect(answer.json()).toEqual({});
  else if (HookResponse.strict().parse(answer.json()).cards.length > 0) count('cards');
}

test('10,000 mutated calls and feedbacks: each is answered in good form, nothing breaks, nothing is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutations, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
      async (changes, kind) => {
        const isFeedback = kind === 0;
        const [lines, audited] = [site.lines.length, site.audited.length];
        const body = mutated(isFeedback ? feedback : hookCall, changes);
        expectWellFormed(await site.post(isFeedback ? `${path}/feedback` : path, body), isFeedback);
        const told = site.lines.slice(lines).join('');
        expect(leaks(told + JSON.stringify(site.audited.slice(audited)))).toEqual([]);
        // 50 is an error: a fault of ours, or a detection or a card that failed on what it was given.
        expect(told).not.toContain('"level":50');
      },
    ),
    { numRuns: 10_000 },
  );
  expect(leaks(await site.metrics())).toEqual([]);
  for (const [what, least] of [
    ['hook 200', 3000],
    ['hook 400', 300],
    ['hook 412', 30],
    ['feedback 200', 300],
    ['feedback 400', 300],
    ['cards', 1000],
  ] as const)
    expect([what, (seen.get(what) ?? 0) > least, seen.get(what)]).toEqual([what, true, seen.get(what)]);
  const [call, answer] = [await site.post(path, hookCall), await site.post(`${path}/feedback`, feedback)];
  expect([call.statusCode, answer.statusCode]).toEqual([200, 200]);
  // The card itself names people: so would the search for markers find them elsewhere.
  expect(leaks(call.body)).toContain('holloway');
}, 180_000);
