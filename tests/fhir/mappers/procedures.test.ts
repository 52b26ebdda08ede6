import { describe, expect, test } from '@jest/globals';
import type { Procedure } from '#src/history/history.ts';
import { day, read } from '../map-record.ts';

const sct = 'http://snomed.info/sct';
const screening = {
  coding: [{ system: sct, code: '171149006', display: 'Screening for malignant neoplasm of cervix' }],
};
const procedure = (difference: object = {}) => ({
  resourceType: 'Procedure',
  id: '1',
  status: 'completed',
  subject: { reference: 'Patient/p' },
  code: screening,
  performedDateTime: '2026-04-01',
  ...difference,
});

function proceduresOf(...resources: object[]): readonly Procedure[] {
  const { procedures } = read(resources).reading;
  if (!procedures.known) throw new Error('unread');
  return procedures.value;
}
const procedureOf = (difference: object) => proceduresOf(procedure(difference))[0];

describe('a procedure', () => {
  test('as it stands', () => {
    expect(procedureOf({})).toEqual({
      reference: 'Procedure/1',
      day: day('2026-04-01'),
      kinds: ['recall-cervical-screening', `${sct}|171149006`, 'screening for malignant neoplasm of cervix'],
      done: true,
    });
  });

  test('that was not done was declined', () => {
    expect(procedureOf({ status: 'not-done' })?.done).toBe(false);
  });

  test.each([
    'preparation',
    'in-progress',
    'on-hold',
    'stopped',
    'entered-in-error',
    'unknown',
    undefined,
    7,
  ])('of status %s is left out', (status) => {
    expect(procedureOf({ status })).toBeUndefined();
  });

  test('begins with its period, and may have no day', () => {
    const undated = { performedDateTime: undefined };
    const performedPeriod = { start: '2026-03-01T10:00:00Z', end: '2026-03-04' };
    expect(procedureOf({ ...undated, performedPeriod })?.day).toBe(day('2026-03-01'));
    expect(procedureOf(undated)).toMatchObject({ day: undefined, done: true });
    expect(read([procedure(undated)]).tally.get('no-date')).toBe(1);
  });

  test('has the kinds of its category and reasons too', () => {
    const kinds = procedureOf({
      code: { text: 'Spirometry' },
      category: { text: 'Asthma review' },
      reasonCode: [{ text: 'Cough' }],
    })?.kinds;
    expect(kinds).toEqual(['recall-asthma-review', 'spirometry', 'asthma review', 'cough']);
  });

  test('that is restricted is left out', () => {
    expect(procedureOf({ meta: { security: [{ code: 'R' }] } })).toBeUndefined();
  });

  test('stands in the order of days', () => {
    const found = proceduresOf(
      procedure({ id: '3', performedDateTime: undefined }),
      procedure({ id: '2', performedDateTime: '2026-02-01' }),
      procedure(),
    );
    expect(found.map(({ reference }) => reference.slice(-1))).toEqual(['2', '1', '3']);
  });
});
