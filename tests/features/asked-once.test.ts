import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Card } from '#src/cds/protocol.ts';
import { parseDay } from '#src/history/calendar.ts';
import { type Chart, chartsOn, openingCall } from '#src/warm-up/openings.ts';
import { staffResources } from '#src/warm-up/practice.ts';
import { startApp, type TestApp } from '../support/app.ts';

const today = parseDay('2026-09-30') ?? 0;
const staffFile = join(mkdtempSync(join(tmpdir(), 'secure-base-asked-')), 'staff.json');
const entry = staffResources(today).map((resource) => ({ resource }));
writeFileSync(staffFile, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));

type Suggested = Chart['record'][number];

let site: TestApp | undefined;
/** What was remembered goes with it. */
async function closeSite(): Promise<void> {
  await site?.close();
  site = undefined;
}
afterEach(closeSite);

/** Where each suggestion is offered. */
const offers = [
  ['usual-clinician-leaving', 'patient-view'],
  ['usual-clinician-leaving', 'encounter-start'],
  ['usual-clinician-leaving', 'encounter-discharge'],
  ['first-meeting', 'patient-view'],
  ['illness-signature', 'patient-view'],
  ['booking-elsewhere', 'appointment-book'],
  ['booking-after-leaving', 'appointment-book'],
] as const;
/** There the whole card is left out while it is open. */
const silent = [
  ['next-contact', 'encounter-discharge'],
  ['write-signature', 'encounter-discharge'],
] as const;

/** Opens the chart that gives this card, with more in the record, as someone of the practice. */
async function opened(code: string, hook: string, more: readonly object[] = [], user = 'u'): Promise<Card | undefined> {
  site ??= await startApp({ env: { STAFF_DIRECTORY: staffFile, MAX_CARDS: '20' } });
  const service = site.services.find((one) => one.hook === hook);
  const chart = chartsOn(today).charts.find(({ life }) => life.expectedCodes.some((one) => one === code));
  if (service === undefined || chart === undefined) throw new Error('no such chart');
  const record = [...chart.record, ...(more as Suggested[])];
  const { body } = openingCall({ ...chart, record }, service, today);
  const sent = body.replace('"userId":"Practitioner/warm-up-u"', `"userId":"Practitioner/warm-up-${user}"`);
  const answer = await site.post(`/cds-services/${service.id}`, sent);
  return (answer.json().cards as Card[]).find(({ source }) => source.topic?.code === code);
}

/** What the first user is offered, as the EHR keeps it, with what differs. */
async function accepted(code: string, hook: string, difference: object = {}): Promise<object> {
  const resource = (await opened(code, hook))?.suggestions?.[0]?.actions?.[0]?.resource;
  expect(resource).toBeDefined();
  await closeSite();
  return { ...resource, id: 'accepted', ...difference };
}

/** Of first meetings nobody but the new GP is told. */
const colleagueFor = (code: string) => (code === 'first-meeting' ? 'u' : 'c');

describe.each(offers)('%s at %s', (code, hook) => {
  test('is news to a colleague too, who is not offered again what is open or done', async () => {
    const resource = await accepted(code, hook);
    for (const more of [[resource], [{ ...resource, status: doneOf(resource) }]]) {
      const card = await opened(code, hook, more, colleagueFor(code));
      expect(card?.detail).toMatch(/This has been taken up already(?: \(30 September\))?\.\n/);
      expect(card).not.toHaveProperty('suggestions');
      expect(card).not.toHaveProperty('selectionBehavior');
      await closeSite();
    }
  });

  test.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['of another person', { for: { reference: 'Patient/q' }, subject: { reference: 'Patient/q' } }],
  ])('is offered where that is %s', async (_, difference) => {
    const card = await opened(code, hook, [await accepted(code, hook, difference)], colleagueFor(code));
    expect(card?.suggestions).toHaveLength(1);
    expect(card?.detail).not.toContain('taken up');
  });
});

/** A note that is active is there, and then another clause says so; a revoked one was declined. */
function doneOf(resource: object): string {
  return 'resourceType' in resource && resource.resourceType === 'CarePlan' ? 'draft' : 'completed';
}

describe.each(silent)('%s at %s', (code, hook) => {
  test('is not said while it is open, and is when that was entered in error', async () => {
    const resource = await accepted(code, hook);
    expect(await opened(code, hook, [resource], 'c')).toBeUndefined();
    const wrong = await opened(code, hook, [{ ...resource, status: 'entered-in-error' }], 'c');
    expect(wrong?.suggestions).toHaveLength(1);
  });
});

describe('A task', () => {
  const leaving = ['usual-clinician-leaving', 'patient-view'] as const;
  const elsewhere = ['booking-elsewhere', 'appointment-book'] as const;
  const isOffered = async ([code, hook]: readonly [string, string], difference: object) =>
    (await opened(code, hook, [await accepted(code, hook, difference)], 'c'))?.suggestions !== undefined;
  const system = 'https://secure-base.org/fhir/CodeSystem/detections';

  test.each([
    ['was cancelled', { status: 'cancelled' }, true],
    ['failed', { status: 'failed' }, true],
    ['was declined', { status: 'rejected' }, false],
    ['is of another detection', { reasonCode: { coding: [{ system, code: 'next-contact' }] } }, true],
    ['has no reason', { reasonCode: undefined }, true],
    ['is about another clinician', { focus: { reference: 'Practitioner/warm-up-a' } }, true],
    ['does not say about whom', { focus: undefined }, false],
    ['does not say about whom or by when', { focus: undefined, restriction: undefined }, false],
    [
      'of last year does not say about whom, but for another day',
      { focus: undefined, authoredOn: '2025-10-01', restriction: { period: { end: '2025-11-01' } } },
      true,
    ],
    [
      'is about an earlier departure of the same clinician',
      { status: 'completed', authoredOn: '2023-10-01', restriction: { period: { end: '2023-11-01' } } },
      true,
    ],
    ['came to have another last day', { restriction: { period: { end: '2026-12-20' } } }, false],
  ])('of a goodbye that %s', async (_, difference, offered) => {
    expect(await isOffered(leaving, difference)).toBe(offered);
  });

  test.each([
    ['is open, for a booking of another day', { restriction: { period: { end: '2026-10-09' } } }, false],
    [
      'is open, for a booking of a day gone by',
      { authoredOn: '2026-05-01', restriction: { period: { end: '2026-05-09' } } },
      true,
    ],
    ['is done, for this booking', { status: 'completed' }, false],
    ['is done, for another', { status: 'completed', restriction: { period: { end: '2026-05-09' } } }, true],
  ])('of a booking that %s', async (_, difference, offered) => {
    expect(await isOffered(elsewhere, difference)).toBe(offered);
  });
});

describe('What a colleague has accepted', () => {
  const at = ['usual-clinician-leaving', 'patient-view'] as const;
  const accept = async () => {
    const card = await opened(...at, [], 'b');
    const item = {
      card: card?.uuid,
      outcome: 'accepted',
      acceptedSuggestions: [{ id: card?.suggestions?.[0]?.uuid }],
      outcomeTimestamp: new Date().toISOString(),
    };
    await site?.memory.flush(1000);
    expect(
      (await site?.post('/cds-services/secure-base-patient-view/feedback', { feedback: [item] }))?.statusCode,
    ).toBe(200);
  };

  test('is not offered while the record does not show it yet', async () => {
    await accept();
    const card = await opened(...at, [], 'c');
    expect(card).toBeDefined();
    expect(card).not.toHaveProperty('suggestions');
    expect(card?.detail).toContain('This has been taken up already.');
  });

  test('is offered again once the record shows that it was cancelled', async () => {
    const cancelled = await accepted(...at, { status: 'cancelled' });
    await accept();
    expect((await opened(...at, [cancelled], 'c'))?.suggestions).toHaveLength(1);
  });

  test('an override of the card takes nothing up', async () => {
    const card = await opened(...at, [], 'b');
    const item = { card: card?.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString() };
    await site?.memory.flush(1000);
    await site?.post('/cds-services/secure-base-patient-view/feedback', { feedback: [item] });
    expect((await opened(...at, [], 'c'))?.suggestions).toHaveLength(1);
  });
});

test('where tasks can’t be read it is offered: asking twice is the lesser harm', async () => {
  const at = ['usual-clinician-leaving', 'patient-view'] as const;
  const task = await accepted(...at);
  site = await startApp({ env: { STAFF_DIRECTORY: staffFile } });
  const service = site.services[0];
  const chart = chartsOn(today).charts.find(({ life }) => life.expectedCodes.some((one) => one === at[0]));
  if (service === undefined || chart === undefined) throw new Error('no such chart');
  const call = JSON.parse(openingCall({ ...chart, record: [...chart.record, task as Suggested] }, service, today).body);
  delete call.prefetch.tasks;
  const [card] = (await site.post(`/cds-services/${service.id}`, call)).json().cards as Card[];
  expect(card?.suggestions).toHaveLength(1);
  expect(JSON.stringify(card?.extension)).toContain('"followUps"');
});
