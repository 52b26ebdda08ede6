import { describe, expect, test } from '@jest/globals';
import { asKnownOn } from '#src/history/as-known-on.ts';
import { day, read } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const detections = 'https://secure-base.org/fhir/CodeSystem/detections';
const task = (difference: object = {}) => ({
  resourceType: 'Task',
  id: '1',
  for: subject,
  status: 'requested',
  authoredOn: '2026-05-01',
  reasonCode: { coding: [{ system: detections, code: 'next-contact' }] },
  ...difference,
});
const plan = (difference: object = {}) => ({
  resourceType: 'CarePlan',
  id: '1',
  subject,
  status: 'draft',
  intent: 'plan',
  created: '2026-05-01',
  extension: [{ url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature' }],
  ...difference,
});
const followUpsOf = (...resources: object[]) => {
  const part = read(resources).reading.followUps;
  return part.known ? part.value : [];
};

describe('a task whose reason is a detection', () => {
  test.each([
    ['requested', 'open', undefined],
    ['in-progress', 'open', undefined],
    [undefined, 'open', undefined],
    ['completed', 'done', '2026-06-02'],
    ['cancelled', 'given-up', '2026-06-02'],
    ['failed', 'given-up', '2026-06-02'],
    ['rejected', 'declined', '2026-06-02'],
  ])('%s is %s', (status, state, closed) => {
    expect(followUpsOf(task({ status, lastModified: '2026-06-02T10:00:00Z' }))).toEqual([
      {
        reference: 'Task/1',
        detection: 'next-contact',
        state,
        clinician: undefined,
        due: undefined,
        since: day('2026-05-01'),
        closed: closed === undefined ? undefined : day(closed),
      },
    ]);
  });

  test.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['restricted', { meta: { security: [{ code: 'R' }] } }],
    ['of another reason', { reasonCode: { coding: [{ system: 'http://other', code: 'next-contact' }] } }],
    ['of a reason in words', { reasonCode: { text: 'next-contact' } }],
    ['without a reason', { reasonCode: undefined }],
    ['with a broken reason', { reasonCode: ['x', 7, null] }],
  ])('%s is none', (_, difference) => {
    expect(followUpsOf(task(difference))).toEqual([]);
    expect(followUpsOf(task())).toHaveLength(1);
  });
});

test('whom a task is about and by when it is due are read; who else stands there is not', () => {
  const role = { resourceType: 'Practitioner', id: 'w', name: [{ family: 'Wren' }] };
  const due = { focus: { reference: 'Practitioner/w' }, restriction: { period: { end: '2026-06-30' } } };
  expect(followUpsOf(task(due), role)).toMatchObject([{ clinician: 'Practitioner/w', due: day('2026-06-30') }]);
  const other = { focus: { reference: 'Appointment/1' }, owner: { reference: 'Practitioner/w' } };
  expect(followUpsOf(task(other), role)).toMatchObject([{ clinician: undefined, due: undefined }]);
});

describe('a message whose reason is a detection', () => {
  const message = (difference: object = {}) => ({
    resourceType: 'Communication',
    id: '1',
    subject,
    status: 'preparation',
    recipient: [{ reference: 'Practitioner/w' }],
    reasonCode: [{ coding: [{ system: detections, code: 'first-meeting' }] }],
    ...difference,
  });

  test.each([
    ['preparation', 'open', undefined],
    ['completed', 'done', '2026-05-04'],
    ['not-done', 'given-up', '2026-05-04'],
    ['stopped', 'given-up', '2026-05-04'],
  ])('%s is %s', (status, state, closed) => {
    const found = followUpsOf(message({ status, sent: '2026-05-04T10:00:00Z' }));
    expect(found).toMatchObject([{ reference: 'Communication/1', detection: 'first-meeting', state }]);
    expect(found[0]?.closed).toBe(closed === undefined ? undefined : day(closed));
  });

  test('for another reason, or entered in error, is none', () => {
    expect(followUpsOf(message({ reasonCode: [{ text: 'first-meeting' }] }))).toEqual([]);
    expect(followUpsOf(message({ status: 'entered-in-error' }))).toEqual([]);
  });
});

describe('a note of signs', () => {
  test('that is a draft was begun; one that was revoked was declined, on the last day of its period or of its change', () => {
    expect(followUpsOf(plan())).toMatchObject([
      { reference: 'CarePlan/1', detection: 'write-signature', state: 'open', since: day('2026-05-01') },
    ]);
    const revoked = plan({ status: 'revoked', meta: { lastUpdated: '2026-06-05T10:00:00Z' } });
    expect(followUpsOf(revoked)).toMatchObject([{ state: 'declined', closed: day('2026-06-05') }]);
    expect(followUpsOf({ ...revoked, period: { start: '2026-04-01', end: '2026-06-03' } })).toMatchObject([
      { closed: day('2026-06-03') },
    ]);
  });

  test('that is active is a signature; another plan is neither', () => {
    expect(followUpsOf(plan({ status: 'active' }), plan({ id: '2', extension: [] }))).toEqual([]);
  });
});

test('on a day before it was declined it was open, and before it was begun there was none', () => {
  const { reading } = read([task({ status: 'rejected', lastModified: '2026-06-02' })]);
  const on = (iso: string) => {
    const part = asKnownOn(reading, day(iso)).followUps;
    return part.known ? part.value.map(({ state, closed }) => [state, closed]) : [];
  };
  expect(on('2026-04-30')).toEqual([]);
  expect(on('2026-06-01')).toEqual([['open', undefined]]);
  expect(on('2026-06-02')).toEqual([['declined', day('2026-06-02')]]);
});
