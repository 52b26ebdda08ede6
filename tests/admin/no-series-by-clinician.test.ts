import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Card } from '#src/cds/protocol.ts';
import { readConfig } from '#src/config/config.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { createMetrics } from '#src/observability/metrics.ts';
import type { OwnPages } from '#src/own-page/own-pages.ts';
import { openOwnPages } from '#src/wiring/own-pages.ts';
import { sessionAt, textOf } from '../own-page/pages.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { exampleCall, exampleResources, exampleStaff, staffFile } from '../support/example.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { inFiveWeeks } from './in-five-weeks.ts';

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
afterAll(() => Promise.all([site.close(), server?.close()]));

let server: FhirServer | undefined;
const ownMetrics = createMetrics();
/** The counts on a user's own page of this site. */
async function ownCounts(who: string, pages: OwnPages = ownPages()) {
  server ??= await startFhirServer({ resources: [...exampleResources(), ...administrator] });
  const session = sessionAt(server.base, { user: `Practitioner/${who}`, tenant: 'open' });
  const { status, html } = await pages.own(session, { sheet: false });
  return {
    status,
    counts: [...html.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, count]) => Number(count)),
    page: textOf(html),
  };
}
function ownPages(env: Record<string, string> = { DETECTIONS_ON: 'own-caseload,reflection-invitation' }): OwnPages {
  const config = readConfig({ FHIR_SERVERS: 'https://ehr.example.org/fhir', ...env });
  const opened = () => ({ config, charts: site.charts, services: [] });
  return openOwnPages(opened, loadCodeSets(), site.memory, ownMetrics)(undefined);
}
const administrator: Resource[] = [
  { resourceType: 'Practitioner', id: 'administrator', name: [{ family: 'Grey' }] },
  {
    ...({ resourceType: 'PractitionerRole', id: 'role-administrator', active: true } as const),
    practitioner: { reference: 'Practitioner/administrator' },
    code: [{ text: 'Practice manager' }],
  },
];

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
  ['/admin/summary', { accept: 'text/csv' }],
  ['/admin/summary', { accept: 'text/html' }],
])('%s (%j) has nothing by clinician', async (url, headers) => {
  expect(new Set(pseudonyms).size).toBeGreaterThanOrEqual(openers.length);
  const { statusCode, payload } = await inFiveWeeks(() => site.get(url, { ...bearer, ...headers }));
  expect(statusCode).toBe(200);
  expect(payload.length).toBeGreaterThan(100);
  // Base 64 may hold any letters: it is the CSV. The examples of cards name people who are made up.
  const spoken = payload.replace(/base64,[^"]+|<br><span class="soft">[^<]+/g, '').toLowerCase();
  expect(identifying().filter((one) => spoken.includes(one.toLowerCase()))).toEqual([]);
});

test('the labels of the metrics are these, and none is a person’s', async () => {
  const labels = [...(await site.metrics()).matchAll(/[{,](\w+)="/g)].map(([, name = '']) => name);
  const known = ['code', 'le', 'method', 'outcome', 'part', 'reason', 'route', 'service', 'status', 'version', 'why'];
  expect([...new Set(labels)].filter((name) => !known.includes(name))).toEqual([]);
  expect(labels.length).toBeGreaterThan(20);
});

test('the summary’s members are counts by week, detection, rule and reason, by client and part, and what is retired, alone', async () => {
  const summary = (await inFiveWeeks(() => site.get('/admin/summary', bearer))).json();
  const members = new Set<string>();
  JSON.stringify(summary, (name, value) => {
    if (name !== '' && !/^\d+$/.test(name)) members.add(name);
    return value;
  });
  const counts = [
    'accepted',
    'cards',
    'findings',
    'found',
    'held',
    'openings',
    'overridden',
    'per100',
    'shown',
    'unanswered',
  ];
  const lists = [
    'answers',
    'couldNotTell',
    'detections',
    'heldBy',
    'periods',
    'retired',
    'review',
    'silent',
    'unread',
    'weeks',
  ];
  const names = ['client', 'code', 'from', 'next', 'part', 'reason', 'rule', 'to', 'version', 'week', 'why'];
  expect([...members].filter((name) => ![...counts, ...lists, ...names].includes(name))).toEqual([]);
  expect(members.size).toBeGreaterThan(20);
  expect(summary.periods[0].detections.length).toBeGreaterThan(0);
});

describe('a user’s own page', () => {
  test('shows each user their own counts, and an administrator nobody’s', async () => {
    const another = JSON.parse(
      JSON.stringify(exampleCall({ hook: 'patient-view' })).replaceAll('margaret-holloway', 'another-person'),
    );
    await site.post(patientView, { ...another, context: { ...another.context, userId: 'Practitioner/sam-khan' } });
    const [reid, khan] = [await ownCounts('tom-reid'), await ownCounts('sam-khan')];
    for (const one of [reid, khan]) {
      expect(one.status).toBe(200);
      expect(one.counts).toHaveLength(5);
      expect(Math.max(...one.counts)).toBeGreaterThan(0);
    }
    expect(reid.counts).not.toEqual(khan.counts);
    expect(await ownCounts('administrator')).toMatchObject({ status: 403, counts: [] });
    const page = await site.get('/thread/own', bearer);
    expect(page.payload).not.toMatch(/cards of the past/);
  });

  test('is off until a site turns it on', async () => {
    expect(await ownCounts('tom-reid', ownPages({}))).toMatchObject({ status: 404, counts: [] });
    const one = await ownCounts('tom-reid', ownPages({ DETECTIONS_ON: 'reflection-invitation' }));
    expect(one).toMatchObject({ status: 200, counts: [] });
  });

  test('leaves no trace of who opened it, and no count of theirs, in a metric, an export or a page of an administrator', async () => {
    const summaryOf = (accept: string) =>
      inFiveWeeks(async () => (await site.get('/admin/summary', { ...bearer, accept })).payload);
    // What earlier calls of this file left to write is written after their answers.
    await site.memory.flush(1000);
    const before = [await summaryOf('application/json'), await summaryOf('text/html')];
    await ownCounts('tom-reid');
    expect([await summaryOf('application/json'), await summaryOf('text/html')]).toEqual(before);
    const metrics = await ownMetrics.registry.metrics();
    expect(metrics).toContain('fhir_read');
    const spoken = metrics.toLowerCase();
    expect(identifying().filter((one) => spoken.includes(one.toLowerCase()))).toEqual([]);
    expect(metrics).not.toMatch(/own-caseload|reflection-invitation/);
    expect(site.lines.filter((one) => /own-caseload|reflection/.test(one))).toEqual([]);
  });
});
