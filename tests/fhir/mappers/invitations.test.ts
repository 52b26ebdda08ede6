import { describe, expect, test } from '@jest/globals';
import type { Invitation } from '#src/history/history.ts';
import { day, read } from '../map-record.ts';

const notDone = 'http://terminology.hl7.org/CodeSystem/communication-not-done-reason';
const sct = 'http://snomed.info/sct';
const reminder = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'reminder' }],
};
const asthma = { coding: [{ system: sct, code: '394700004', display: 'Asthma annual review' }] };
const asthmaKinds = ['recall-asthma-review', `${sct}|394700004`, 'asthma annual review'];

function invitationsOf(...resources: object[]): readonly Invitation[] {
  const { invitations } = read(resources).reading;
  if (!invitations.known) throw new Error('unread');
  return invitations.value;
}
const of =
  (base: object) =>
  (difference: object = {}): Invitation | undefined =>
    invitationsOf({ ...base, ...difference })[0];

const task = of({
  resourceType: 'Task',
  id: '1',
  status: 'requested',
  intent: 'order',
  for: { reference: 'Patient/p' },
  authoredOn: '2026-05-01',
  code: asthma,
});
const message = of({
  resourceType: 'Communication',
  id: '1',
  status: 'completed',
  subject: { reference: 'Patient/p' },
  sent: '2026-05-02T09:00:00Z',
  category: [reminder],
});
const request = of({
  resourceType: 'ServiceRequest',
  id: '1',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  authoredOn: '2026-05-03',
  code: asthma,
});

describe('a task', () => {
  test('of a recall kind is an invitation', () => {
    expect(task()).toEqual({
      reference: 'Task/1',
      day: day('2026-05-01'),
      kinds: asthmaKinds,
      what: 'asthma-review',
      closed: undefined,
      bounced: false,
    });
  });

  test('by its description alone too', () => {
    expect(task({ code: undefined, description: 'Invite for cervical screening' })).toMatchObject({
      kinds: ['recall-cervical-screening'],
      what: 'cervical-screening',
    });
    expect(task({ code: undefined, description: 'Ring the pharmacy' })).toBeUndefined();
  });

  test('that is marked as a reminder, of whatever kind', () => {
    expect(task({ code: { text: 'Recall letter' }, reasonCode: { text: 'Thyroid' } })).toMatchObject({
      kinds: ['thyroid'],
      what: 'Thyroid',
    });
    expect(task({ code: { text: 'Letter' }, reasonCode: { text: 'Thyroid' } })).toBeUndefined();
  });

  test.each([
    ['requested', undefined],
    ['received', undefined],
    ['accepted', undefined],
    ['completed', 'done'],
    ['rejected', 'declined'],
    ['cancelled', 'withdrawn'],
    ['failed', 'withdrawn'],
  ])('of status %s', (status, as) => {
    const closed = task({ status, lastModified: '2026-06-01T10:00:00Z' })?.closed;
    expect(closed).toEqual(as && { as, day: day('2026-06-01') });
  });

  test.each([
    'draft',
    'ready',
    'in-progress',
    'on-hold',
    'entered-in-error',
    'x',
    7,
  ])('of status %s is none', (status) => {
    expect(task({ status })).toBeUndefined();
  });

  test('was over when it ended, else when it was last changed', () => {
    const ended = { status: 'completed', executionPeriod: { end: '2026-05-20' }, lastModified: '2026-06-01' };
    expect(task(ended)?.closed?.day).toBe(day('2026-05-20'));
    expect(task({ status: 'completed' })?.closed).toEqual({ as: 'done', day: undefined });
  });
});

describe('a message', () => {
  test('that is only a reminder says nothing of what it is for', () => {
    expect(message()).toEqual({
      reference: 'Communication/1',
      day: day('2026-05-02'),
      kinds: [],
      what: undefined,
      closed: undefined,
      bounced: false,
    });
    expect(message({ category: [{ text: 'Letter' }] })).toBeUndefined();
  });

  test('by category, topic or reason', () => {
    const missed = { coding: [{ system: sct, code: '894451000000104' }] };
    for (const place of [{ category: [missed] }, { topic: missed }, { reasonCode: [missed] }])
      expect(message({ category: undefined, ...place })).toMatchObject({ kinds: [], what: undefined });
    const text = { text: 'Invitation to breast screening' };
    expect(message({ category: undefined, topic: text })?.what).toBe('breast-screening');
  });

  test.each<readonly [object, boolean]>([
    [{ status: 'not-done' }, true],
    [{ status: 'stopped' }, true],
    [{ statusReason: { text: 'SMS undelivered' } }, true],
    [{ statusReason: { text: 'Wrong number' } }, true],
    [{ status: 'unknown', statusReason: { text: 'Returned to sender' } }, true],
    [{ statusReason: { coding: [{ system: notDone, code: 'invalid-phone-number' }] } }, true],
    [{ statusReason: { text: 'Read by the patient' } }, false],
    [{}, false],
  ])('%j did not arrive: %p', (difference, bounced) => {
    expect(message(difference)?.bounced).toBe(bounced);
    // One of an appointment invites nobody, but tells that reminders do not come.
    const about = { category: undefined, about: [{ reference: 'Appointment/1' }], ...difference };
    const told = message(about);
    expect(told).toEqual(
      bounced
        ? { reference: 'Communication/1', day: told?.day, kinds: [], what: undefined, closed: undefined, bounced }
        : undefined,
    );
    expect(message({ ...about, recipient: [{ reference: 'Practitioner/1' }] })).toBeUndefined();
    expect(message({ ...about, status: 'entered-in-error' })).toBeUndefined();
  });

  test('has the kind of its topic and reason', () => {
    expect(message({ topic: asthma })).toMatchObject({ kinds: asthmaKinds, what: 'asthma-review' });
    expect(message({ reasonCode: [{ text: 'Thyroid check' }] })).toMatchObject({
      kinds: ['thyroid check'],
      what: 'Thyroid check',
    });
  });

  test('whose words name a recall is of that kind; other words are of none', () => {
    const said = (contentString: string) => message({ payload: [{ contentString }] });
    expect(said('You are due for your diabetes review. Please ring us.')).toMatchObject({
      kinds: ['recall-diabetes-review'],
      what: 'diabetes-review',
    });
    expect(said('Please ring us.')).toMatchObject({ kinds: [], what: undefined });
    expect(message({ category: [reminder, { text: 'Letter' }] })).toMatchObject({ kinds: [], what: undefined });
  });

  test('its words alone make it no invitation', () => {
    const payload = [{ contentString: 'Your asthma review went well.' }];
    expect(message({ category: [{ text: 'Letter' }], payload })).toBeUndefined();
    expect(message({ payload })).toBeDefined();
  });

  test.each([
    ['completed', false],
    ['in-progress', false],
    ['not-done', true],
    ['stopped', true],
    ['aborted', true],
    ['preparation', undefined],
    ['on-hold', undefined],
    ['entered-in-error', undefined],
    ['unknown', undefined],
  ])('of status %s', (status, bounced) => {
    expect(message({ status })?.bounced).toBe(bounced);
  });

  test('by the person, to staff alone, or of an appointment invites nobody', () => {
    const wren = { reference: 'Practitioner/1' };
    const person = { reference: 'Patient/p' };
    expect(message({ sender: person })).toBeUndefined();
    expect(message({ sender: wren })).toBeDefined();
    expect(message({ recipient: [wren] })).toBeUndefined();
    expect(message({ recipient: [wren, person] })).toBeDefined();
    expect(message({ about: [{ reference: 'Appointment/1' }] })).toBeUndefined();
    expect(message({ about: [{ reference: 'Condition/1' }] })).toBeDefined();
  });
});

describe('a request', () => {
  test('of a recall kind is an invitation', () => {
    expect(request()).toMatchObject({
      reference: 'ServiceRequest/1',
      day: day('2026-05-03'),
      kinds: asthmaKinds,
      what: 'asthma-review',
      closed: undefined,
    });
    expect(request({ code: { text: 'X-ray of the chest' } })).toBeUndefined();
    expect(request({ code: { text: 'Swab' }, category: [{ text: 'Cervical screening' }] })?.what).toBe(
      'cervical-screening',
    );
  });

  test('without a day has that of its occurrence', () => {
    expect(request({ authoredOn: undefined, occurrenceDateTime: '2026-05-09' })?.day).toBe(day('2026-05-09'));
    expect(request({ authoredOn: undefined, occurrencePeriod: { start: '2026-05-09' } })?.day).toBe(day('2026-05-09'));
    expect(request({ authoredOn: undefined })?.day).toBeUndefined();
  });

  test('that was revoked is withdrawn, that was completed is done', () => {
    expect(request({ status: 'revoked' })?.closed).toEqual({ as: 'withdrawn', day: undefined });
    expect(request({ status: 'completed' })?.closed).toEqual({ as: 'done', day: undefined });
  });

  test('that was not made yet, is on hold or forbids is none', () => {
    for (const status of ['draft', 'on-hold', 'entered-in-error', 'unknown'])
      expect(request({ status })).toBeUndefined();
    expect(request({ intent: 'proposal' })).toBeUndefined();
    expect(request({ doNotPerform: true })).toBeUndefined();
    expect(request({ intent: 'original-order' })).toBeDefined();
  });
});

test('what is restricted is left out', () => {
  const meta = { security: [{ code: 'V' }] };
  expect([task({ meta }), message({ meta }), request({ meta })]).toEqual([undefined, undefined, undefined]);
});

test('a long text is no name', () => {
  expect(message({ reasonCode: [{ text: `Thyroid ${'and more '.repeat(9)}` }] })?.what).toBeUndefined();
});

test('invitations stand in the order of days, undated ones last', () => {
  const one = (id: string, authoredOn: string) => ({
    resourceType: 'Task',
    id,
    status: 'requested',
    authoredOn,
    code: asthma,
  });
  const found = invitationsOf(one('a', '2026'), one('b', '2026-05-01'), one('c', '2026-01-01'), one('d', '2026-01-01'));
  expect(found.map(({ reference }) => reference.slice(-1))).toEqual(['c', 'd', 'b', 'a']);
});

describe('recall kinds, by words', () => {
  test.each([
    ['COPD annual review', 'copd-review'],
    ['Diabetic annual review', 'diabetes-review'],
    ['BP check', 'blood-pressure'],
    ['Smear test due', 'cervical-screening'],
    ['Mammogram', 'breast-screening'],
    ['Bowel cancer screening kit sent', 'bowel-screening'],
    ['Influenza vaccination', 'vaccination'],
    ['Medication review with patient', 'medication-review'],
    ['Mental health annual review', 'mental-health-review'],
    ['NHS Health Check', 'health-check'],
    ['Blood tests', 'blood-test'],
    ['Retinal screening', 'eye-screening'],
  ])('%s', (words, what) => {
    expect(request({ code: { text: words } })?.what).toBe(what);
  });
});
