import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleStaff, staffFile } from '../support/example.ts';

const token = 'administrator-of-alder-lane';
const bearer = { authorization: `Bearer ${token}` };
const key = '0123456789abcdef'.repeat(4);
const patientView = '/cds-services/secure-base-patient-view';
/** Those who open charts in this test, and who are named on cards. */
const clinicians = exampleStaff().filter(({ resourceType }) => resourceType === 'Practitioner');
const openers = ['tom-reid', 'sam-khan', 'noor-aziz', 'nia-evans'];

let site: TestApp;
/** Pseudonyms of clinicians, as the store keeps them. */
const pseudonyms: string[] = [];
beforeAll(async () => {
  const env = { ADMIN_TOKEN: token, STAFF_DIRECTORY: staffFile(), PSEUDONYM_KEY: key, MAX_CARDS: '20' };
  site = await startApp({
    env,
    onAnswered: ({ opening }) => void pseudonyms.push(...(opening?.clinicians ?? [])),
  });
  for (const who of openers) {
    for (const hook of ['patient-view', 'appointment-book', 'encounter-start', 'encounter-discharge']) {
      const call = exampleCall({ hook });
      const context = { ...call.context, userId: `Practitioner/${who}` };
      await site.post(`/cds-services/secure-base-${hook}`, { ...call, context, hookInstance: crypto.randomUUID() });
    }
    const call = exampleCall({ hook: 'patient-view' });
    const answer = await site.post(patientView, {
      ...call,
      context: { ...call.context, userId: `Practitioner/${who}` },
    });
    const [card] = answer.json().cards as Card[];
    const outcomeTimestamp = new Date().toISOString();
    await site.post(`${patientView}/feedback`, {
      feedback: [{ card: card?.uuid, outcome: 'overridden', outcomeTimestamp }],
    });
  }
  await site.memory.flush(1000);
});
afterAll(() => site.close());

/** Whatever would tell one clinician from another. */
const identifying = () => {
  const ids = clinicians.flatMap((one) => [String(one.id), `Practitioner/${one.id}`]);
  const numbers = clinicians.flatMap((one) => ('identifier' in one ? [one.identifier].flat() : []));
  const names = clinicians.flatMap((one) => ('name' in one ? [one.name].flat() : []));
  const families = names.flatMap((one) => (typeof one === 'object' && 'family' in one ? [String(one.family)] : []));
  return [...ids, ...numbers.flatMap((one) => one?.value ?? []), ...families, ...pseudonyms];
};

test.each([
  ['/metrics', {}],
  ['/admin/summary', { accept: 'application/json' }],
  ['/admin/summary', { accept: 'text/html' }],
])('%s (%j) has nothing by clinician', async (url, headers) => {
  expect(new Set(pseudonyms).size).toBeGreaterThanOrEqual(openers.length);
  const { statusCode, payload } = await site.get(url, { ...bearer, ...headers });
  expect(statusCode).toBe(200);
  expect(payload.length).toBeGreaterThan(100);
  const spoken = payload.toLowerCase();
  expect(identifying().filter((one) => spoken.includes(one.toLowerCase()))).toEqual([]);
});

test('the labels of the metrics are these, and none is a person’s', async () => {
  const labels = [...(await site.metrics()).matchAll(/[{,](\w+)="/g)].map(([, name = '']) => name);
  const known = ['code', 'le', 'method', 'outcome', 'part', 'reason', 'route', 'service', 'status', 'why'];
  expect([...new Set(labels)].filter((name) => !known.includes(name))).toEqual([]);
  expect(labels.length).toBeGreaterThan(20);
});

test('the summary’s members are counts by week, detection, rule and reason, by client and part, and what is retired, alone', async () => {
  const summary = (await site.get('/admin/summary', bearer)).json();
  expect(Object.keys(summary).toSorted()).toEqual(['couldNotTell', 'lines', 'retired', 'review', 'weeks']);
  for (const client of summary.couldNotTell) {
    expect(Object.keys(client).toSorted()).toEqual(['client', 'openings', 'unread']);
    for (const one of client.unread) expect(Object.keys(one).toSorted()).toEqual(['openings', 'part', 'why']);
  }
  for (const line of summary.lines)
    expect(Object.keys(line).toSorted()).toEqual([
      'accepted',
      'code',
      'findings',
      'held',
      'ignored',
      'overridden',
      'shown',
      'week',
    ]);
});
