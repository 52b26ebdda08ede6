import { describe, expect, test } from '@jest/globals';
import { hasCautionWithin } from '#src/history/caution.ts';
import type { Caution } from '#src/history/history.ts';
import { day, read, visit } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const code = { text: 'Termination of pregnancy' };
const cautions = (...resources: object[]): readonly Caution[] => {
  const part = read(resources).reading.cautions;
  return part.known ? part.value : [];
};
const kindsOf = (resource: object) => cautions({ id: 'x', subject, ...resource }).flatMap(({ kinds }) => kinds);

describe('an entry that may only silence', () => {
  test.each([
    [{ resourceType: 'Condition', code }],
    [{ resourceType: 'Observation', status: 'final', code }],
    [{ resourceType: 'Observation', status: 'final', code: { text: 'Outcome' }, valueCodeableConcept: code }],
    [{ resourceType: 'Procedure', status: 'completed', code }],
    [{ resourceType: 'Procedure', status: 'completed', code: { text: 'Curettage' }, reasonCode: [code] }],
    [{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', code }],
    [{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', reasonCode: [code] }],
    [visit('x', { type: [code] })],
    [visit('x', { reasonCode: [code] })],
    [visit('x', { class: { code: 'IMP' }, reasonCode: [code] })],
    [visit('x', { status: 'cancelled', reasonCode: [code] })],
  ])('is found in %j, and so is a restricted one', (resource) => {
    expect(kindsOf(resource)).toEqual(['termination']);
    expect(kindsOf({ ...resource, meta: { security: [{ code: 'R' }] } })).toEqual(['termination']);
    expect(kindsOf({ ...resource, subject: { reference: 'Patient/q' } })).toEqual([]);
  });

  test.each(['57797005', '386639001'])('is found by the code %s alone', (id) => {
    const coded = { coding: [{ system: 'http://snomed.info/sct', code: id }] };
    expect(kindsOf({ resourceType: 'Procedure', status: 'completed', code: coded })).toEqual(['termination']);
  });

  test('is found in the condition that a visit names', () => {
    const condition = { resourceType: 'Condition', id: 'c', subject, code };
    const named = visit('x', { diagnosis: [{ condition: { reference: 'Condition/c' } }] });
    expect(cautions(condition, named).map(({ reference }) => reference)).toEqual(['Encounter/x', 'Condition/c']);
  });

  test('is found where other versions of FHIR have it', () => {
    const requested = { resourceType: 'ReferralRequest', id: 'x', subject, status: 'active', serviceRequested: [code] };
    expect(cautions(requested).map(({ kinds }) => kinds)).toEqual([['termination']]);
    expect(
      kindsOf({ resourceType: 'ServiceRequest', status: 'active', intent: 'order', code: { concept: code } }),
    ).toEqual(['termination']);
    const inR5 = { class: [{ coding: [{ code: 'AMB' }] }], period: undefined, participant: [], status: 'completed' };
    const reason = [{ value: [{ concept: code }] }];
    const actualPeriod = { start: '2026-03-02' };
    expect(kindsOf(visit('x', { ...inR5, actualPeriod, reason }))).toEqual(['termination']);
  });

  test('is none that was entered in error or refuted', () => {
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
    expect(kindsOf({ resourceType: 'Condition', code, ...refuted })).toEqual([]);
    expect(kindsOf({ resourceType: 'Procedure', status: 'entered-in-error', code })).toEqual([]);
    expect(kindsOf(visit('x', { status: 'entered-in-error', reasonCode: [code] }))).toEqual([]);
  });

  test.each([
    ['Termination of pregnancy', ['termination']],
    ['Requests abortion', ['termination']],
    ['Missed abortion', []],
    ['Spontaneous abortion', []],
    ['Threatened abortion', []],
    ['Normal delivery', ['birth']],
    ['Pregnancy confirmed', ['pregnancy']],
    ['Antenatal visit', ['pregnancy']],
    ['Self-harm', ['self-harm']],
    ['Parasuicide', ['self-harm']],
    ['Deliberate overdose', ['self-harm']],
    ['Suicidal thoughts', ['self-harm']],
    ['Feels suicidal', ['self-harm']],
    ['No self-harm', []],
    ['Coercive control', ['domestic-abuse']],
    ['Domestic violence', ['assault', 'domestic-abuse']],
    ['No coercive control', []],
    ['Suspected assault', ['assault']],
    ['Hay fever', []],
  ])('%s', (text, kinds) => expect(kindsOf({ resourceType: 'Condition', code: { text } })).toEqual(kinds));
});

describe('when it was', () => {
  const of = (difference: object) => cautions({ resourceType: 'Condition', id: 'x', subject, code, ...difference })[0];
  test('is anything that one of its dates can mean', () => {
    expect(of({ onsetDateTime: '2026-03', recordedDate: '2026-08-01' })).toMatchObject({
      from: day('2026-03-01'),
      to: day('2026-08-01'),
      recorded: day('2026-08-01'),
    });
    expect(of({ onsetDateTime: '2025' })).toMatchObject({ from: day('2025-01-01'), to: day('2025-12-31') });
    expect(of({})).toMatchObject({ from: undefined, to: undefined, recorded: undefined });
  });

  test('without a date it may have been on any day', () => {
    const undated = [of({})].flatMap((one) => one ?? []);
    expect(hasCautionWithin(undated, ['termination'], 5, 6)).toBe(true);
    expect(hasCautionWithin(undated, ['birth'], 5, 6)).toBe(false);
    const dated = [of({ onsetDateTime: '2026-03-02' })].flatMap((one) => one ?? []);
    expect(
      [day('2026-03-01'), day('2026-03-02'), day('2026-03-03')].map((on) =>
        hasCautionWithin(dated, ['termination'], on, on),
      ),
    ).toEqual([false, true, false]);
  });
});
