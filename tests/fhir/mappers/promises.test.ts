import { describe, expect, test } from '@jest/globals';
import type { PromisedTask } from '#src/history/history.ts';
import { day, read } from '../map-record.ts';

const task = (difference: object = {}) => ({
  resourceType: 'Task',
  id: 't',
  status: 'requested',
  intent: 'order',
  for: { reference: 'Patient/p' },
  code: { text: 'Call back' },
  authoredOn: '2026-07-01',
  restriction: { period: { end: '2026-07-08' } },
  ...difference,
});
const message = (difference: object = {}) => ({
  resourceType: 'Communication',
  id: 'c',
  status: 'completed',
  subject: { reference: 'Patient/p' },
  sent: '2026-07-10T10:00:00Z',
  ...difference,
});
function promisesOf(...resources: object[]): readonly PromisedTask[] {
  const { promises } = read(resources).reading;
  if (!promises.known) throw new Error('unread');
  return promises.value;
}
const isPromise = (difference: object) => promisesOf(task(difference)).length > 0;

describe('a promise', () => {
  test('is an open task to call back with a last day', () => {
    expect(promisesOf(task())).toEqual([
      {
        reference: 'Task/t',
        kind: 'call',
        since: day('2026-07-01'),
        due: day('2026-07-08'),
        closed: undefined,
        letters: [],
      },
    ]);
  });

  test.each([
    [{ code: { coding: [{ system: 'http://snomed.info/sct', code: '185317003' }] } }, 'call'],
    [{ code: { text: 'Ring back about the referral' } }, 'call'],
    [{ code: undefined, description: 'Tell the results of Monday' }, 'result'],
    [{ code: { text: 'Give test results' } }, 'result'],
    [{ code: { coding: [{ system: 'http://hl7.org/fhir/sid/icpc-2', code: '-60' }] } }, 'result'],
    [{ code: { text: 'Send letter' } }, 'letter'],
    [{ code: { coding: [{ system: 'http://snomed.info/sct', code: '308720009' }] } }, 'letter'],
  ])('%j is of the kind %s', (difference, kind) => {
    expect(promisesOf(task(difference)).map((one) => one.kind)).toEqual([kind]);
  });

  test.each(['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'])('is open as %s', (status) => {
    expect(promisesOf(task({ status }))[0]?.closed).toBeUndefined();
  });

  test('that was done has the day on which it was', () => {
    const done = { status: 'completed', executionPeriod: { end: '2026-07-20' } };
    expect(promisesOf(task(done))[0]?.closed).toBe(day('2026-07-20'));
    expect(isPromise({ status: 'completed' })).toBe(false);
  });

  test('is no draft, no task without a last day, none for something else, none denied, none of another person', () => {
    expect(isPromise({})).toBe(true);
    expect(isPromise({ status: 'draft' })).toBe(false);
    expect(isPromise({ status: 'entered-in-error' })).toBe(false);
    expect(isPromise({ restriction: undefined, executionPeriod: { end: '2026-07-08' } })).toBe(false);
    expect(isPromise({ code: { text: 'Blood test' } })).toBe(false);
    expect(isPromise({ code: { text: 'No call back needed' } })).toBe(false);
    expect(isPromise({ for: { reference: 'Patient/q' } })).toBe(false);
  });

  test('is not what the person, or a relative, has to do', () => {
    expect(isPromise({ owner: { reference: 'Patient/p' } })).toBe(false);
    expect(isPromise({ owner: { reference: 'RelatedPerson/r' } })).toBe(false);
    expect(isPromise({ owner: { reference: 'Practitioner/1' } })).toBe(true);
  });

  test('restricted, it is not there', () => {
    const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
    expect(isPromise({ meta: { security } })).toBe(false);
  });

  test('knows the days on which something was written to the person', () => {
    const letters = (...messages: object[]) => promisesOf(task(), ...messages)[0]?.letters;
    expect(letters(message())).toEqual([day('2026-07-10')]);
    expect(letters(message({ id: 'd', sent: '2026-08-01' }), message())).toEqual(['2026-07-10', '2026-08-01'].map(day));
    expect(letters(message({ status: 'preparation' }))).toEqual([]);
    expect(letters(message({ recipient: [{ reference: 'Practitioner/1' }] }))).toEqual([]);
    expect(letters(message({ sender: { reference: 'Patient/p' } }))).toEqual([]);
    expect(letters(message({ sent: '2026-09-02' }))).toEqual([]);
  });
});
