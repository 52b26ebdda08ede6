import { describe, expect, test } from '@jest/globals';
import { asKnownOn } from '#src/history/as-known-on.ts';
import { day, read } from './opened.ts';

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
    ['cancelled', 'done', '2026-06-02'],
    ['rejected', 'declined', '2026-06-02'],
  ])('%s is %s', (status, state, closed) => {
    expect(followUpsOf(task({ status, lastModified: '2026-06-02T10:00:00Z' }))).toEqual([
      {
        reference: 'Task/1',
        detection: 'next-contact',
        state,
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
