import { describe, expect, test } from '@jest/globals';
import { sources } from '#src/fhir/read/searches.ts';
import { read } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const code = { text: 'Child protection plan' };
const flag = (difference: object = {}) => ({
  resourceType: 'Flag',
  id: 'f',
  status: 'active',
  subject,
  code,
  ...difference,
});
const condition = (difference: object = {}) => ({ resourceType: 'Condition', id: 'c', subject, code, ...difference });
const concernsOf = (...resources: object[]) => {
  const part = read(resources).reading.safeguarding;
  return part.known ? part.value : undefined;
};

describe('a safeguarding concern', () => {
  test('is an active Flag or Condition of the set', () => {
    expect(concernsOf(flag(), condition())).toEqual(['Condition/c', 'Flag/f']);
    expect(concernsOf(flag({ code: { text: 'Alert' }, category: [{ text: 'Safeguarding' }] }))).toEqual(['Flag/f']);
    expect(concernsOf()).toEqual([]);
  });

  test.each([
    [{ status: 'inactive' }],
    [{ status: 'entered-in-error' }],
    [{ status: undefined }],
    [{ period: { start: '2020-01-01', end: '2026-08-31' } }],
    [{ period: { start: '2026-09-02' } }],
    [{ code: { text: 'Uses a wheelchair' } }],
    [{ code: { text: 'No safeguarding concern' } }],
    [{ code: 'safeguarding' }],
    [{ subject: { reference: 'Patient/q' } }],
  ])('not one of %j', (difference) => {
    expect(concernsOf(flag(difference))).toEqual([]);
    expect(concernsOf(flag({ period: { start: '2020-01-01', end: '2026-09-01' } }))).toEqual(['Flag/f']);
  });

  test.each([
    [{ clinicalStatus: { coding: [{ code: 'resolved' }] } }],
    [{ verificationStatus: { coding: [{ code: 'refuted' }] } }],
    [{ abatementDateTime: '2020-01-01' }],
    [{ recordedDate: '2026-09-02' }],
    [{ onsetDateTime: '2026-09-02' }],
  ])('not a condition that is %j', (difference) => {
    expect(concernsOf(condition(difference))).toEqual([]);
  });

  test('one that is active and abated silences, as either may be so', () => {
    const active = { clinicalStatus: { coding: [{ code: 'active' }] }, abatementDateTime: '2020-01-01' };
    expect(concernsOf(condition(active))).toEqual(['Condition/c']);
  });

  test('a restricted one silences too, as silence tells nobody of it', () => {
    const meta = { security: [{ code: 'R' }] };
    expect(concernsOf(flag({ meta }), condition({ meta }))).toEqual(['Condition/c', 'Flag/f']);
  });

  test('is unread where flags or conditions did not come whole', () => {
    const keys = sources.filter(({ parts }) => parts.includes('safeguarding')).map(({ key }) => key);
    expect(keys).toEqual(['conditions', 'flags']);
  });
});
