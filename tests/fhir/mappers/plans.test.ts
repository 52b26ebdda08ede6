import { describe, expect, test } from '@jest/globals';
import { asKnownOn } from '#src/history/as-known-on.ts';
import { at, day, read } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const task = (difference: object) => ({
  resourceType: 'Task',
  id: '1',
  for: subject,
  status: 'requested',
  ...difference,
});
const plansOf = (...resources: object[]) => {
  const part = read(resources).reading.plans;
  return part.known ? part.value : [];
};

describe('since when', () => {
  test('a task and a referral since they were asked for', () => {
    const referral = { resourceType: 'ServiceRequest', id: '1', subject, status: 'active', authoredOn: '2026-03-04' };
    expect(plansOf(task({ authoredOn: '2026-02-03T10:00:00Z' }), referral)).toMatchObject([
      { reference: 'ServiceRequest/1', since: day('2026-03-04'), closed: undefined },
      { reference: 'Task/1', since: day('2026-02-03'), closed: undefined },
    ]);
    expect(plansOf(task({ authoredOn: '2026' }))).toMatchObject([{ since: undefined }]);
    expect(plansOf(task({ authoredOn: 5 }))).toMatchObject([{ since: undefined }]);
  });

  test('an activity since its plan was made, else since it began', () => {
    const plan = (difference: object) => ({
      resourceType: 'CarePlan',
      id: '1',
      subject,
      status: 'active',
      activity: [{ detail: { status: 'scheduled' } }],
      ...difference,
    });
    const period = { start: '2026-01-02' };
    expect(plansOf(plan({ created: '2026-01-01', period }))).toMatchObject([{ since: day('2026-01-01') }]);
    expect(plansOf(plan({ period }))).toMatchObject([{ since: day('2026-01-02') }]);
    expect(plansOf(plan({ period: 'x' }))).toMatchObject([{ since: undefined }]);
  });
});

describe('what kind of plan a request is', () => {
  const request = (difference: object) => ({
    resourceType: 'ServiceRequest',
    id: '1',
    subject,
    status: 'active',
    ...difference,
  });
  const kindOf = (difference: object) => plansOf(request(difference))[0]?.kind;
  const recall = { code: { text: 'Medication review' } };
  const referral = { category: [{ text: 'Referral' }] };

  test('a referral, unless it is planned and does not say that it is one', () => {
    expect(kindOf(recall)).toBe('referral');
    expect(kindOf({ ...recall, intent: 'order' })).toBe('referral');
    expect(kindOf({ ...recall, intent: 'plan' })).toBe('activity');
    expect(kindOf({ ...recall, ...referral, intent: 'plan' })).toBe('referral');
    const diary = { resourceType: 'ProcedureRequest', intent: 'plan', context: { reference: 'Encounter/1' } };
    expect(kindOf({ ...recall, ...diary })).toBe('activity');
    expect(kindOf({ ...diary, resourceType: 'ReferralRequest' })).toBe('referral');
  });

  test('none where it was only proposed, or asks not to', () => {
    for (const difference of [{ intent: 'proposal' }, { intent: 'option' }, { doNotPerform: true }])
      expect(plansOf(request(difference))).toEqual([]);
    expect(plansOf(request({ intent: 'directive', doNotPerform: false }))).toHaveLength(1);
  });
});

describe('what is over', () => {
  test.each(['completed', 'rejected', 'cancelled', 'failed'])('a task %s on a known day', (status) => {
    const lastModified = '2026-05-06T10:00:00Z';
    expect(plansOf(task({ status, lastModified }))).toMatchObject([{ closed: day('2026-05-06') }]);
    expect(plansOf(task({ status, lastModified, executionPeriod: { end: '2026-05-01' } }))).toMatchObject([
      { closed: day('2026-05-01') },
    ]);
    expect(plansOf(task({ status }))).toEqual([]);
    expect(plansOf(task({ status, lastModified: '2026' }))).toEqual([]);
  });

  test.each(['draft', 'entered-in-error', 'on-hold', undefined])('not a task of status %s', (status) => {
    expect(plansOf(task({ status, lastModified: '2026-05-06' }))).toEqual([]);
  });

  test('not a referral, which does not say when', () => {
    const referral = {
      resourceType: 'ServiceRequest',
      id: '1',
      subject,
      status: 'completed',
      authoredOn: '2026-03-04',
    };
    expect(plansOf(referral)).toEqual([]);
  });

  test('is open on the days before it was over only', () => {
    const closed = task({ status: 'completed', authoredOn: '2026-05-01', lastModified: '2026-05-06' });
    const { reading } = read([closed, task({ id: '2', authoredOn: '2026-08-01' })]);
    const open = (iso: string) => {
      const part = asKnownOn(reading, day(iso)).plans;
      return part.known ? part.value.map(({ reference }) => reference) : [];
    };
    expect([open('2026-04-30'), open('2026-05-05'), open('2026-05-06')]).toEqual([[], ['Task/1'], []]);
    const today = asKnownOn(reading, at.asOf).plans;
    expect(today.known && today.value.map(({ reference }) => reference)).toEqual(['Task/2']);
  });
});
