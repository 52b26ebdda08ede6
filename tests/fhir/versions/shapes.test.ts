import { describe, expect, test } from '@jest/globals';
import { versionByShape, versionOfNumber } from '#src/fhir/versions/index.ts';

const nameOf = (...resources: { readonly resourceType: string; readonly [element: string]: unknown }[]) =>
  versionByShape(Map.groupBy(resources, ({ resourceType }) => resourceType)).name;

describe('the number of a server’s statement', () => {
  test.each([
    ['3.0.0', 'STU3'],
    ['3.0.1', 'STU3'],
    ['3.0.2', 'STU3'],
    ['4.0.0', 'R4'],
    ['4.0.1', 'R4'],
    ['4.1.0', 'R4B'],
    ['4.3.0', 'R4B'],
    ['5.0.0', 'R5'],
    ['5.0.0-ballot', 'R5'],
    ['1.0.2', undefined],
    ['4.6.0', undefined],
    ['40.0', undefined],
    ['6.0.0-ballot2', undefined],
    ['', undefined],
    ['R4', undefined],
  ])('%s is %s', (number, name) => {
    expect(versionOfNumber(number)?.name).toBe(name);
  });
});

describe('by the shapes of what came', () => {
  test('R4 where nothing tells', () => {
    expect(nameOf()).toBe('R4');
    expect(nameOf({ resourceType: 'Patient', id: 'p' }, { resourceType: 'Flag', id: 'f' })).toBe('R4');
  });

  test.each([
    ['R4', { resourceType: 'Encounter', class: { code: 'AMB' }, period: {}, participant: [{ individual: {} }] }],
    ['R4', { resourceType: 'Encounter', reasonCode: [{ text: 'Cough' }] }],
    ['R4', { resourceType: 'Condition', clinicalStatus: { coding: [] }, recordedDate: '2026-01-01' }],
    ['R4', { resourceType: 'ServiceRequest', status: 'active', code: { text: 'Physiotherapy' } }],
    ['R5', { resourceType: 'Encounter', class: [{ coding: [{ code: 'AMB' }] }] }],
    ['R5', { resourceType: 'Encounter', actualPeriod: {} }],
    ['R5', { resourceType: 'Encounter', reason: [{ value: [{ concept: { text: 'Cough' } }] }] }],
    ['R5', { resourceType: 'MedicationRequest', medication: { concept: { text: 'Sertraline' } } }],
    ['R5', { resourceType: 'PractitionerRole', availability: [{ notAvailableTime: [] }] }],
    ['R5', { resourceType: 'ServiceRequest', status: 'active', code: { concept: { text: 'Physiotherapy' } } }],
    ['STU3', { resourceType: 'Encounter', period: {}, reason: [{ text: 'Cough' }] }],
    ['STU3', { resourceType: 'Condition', clinicalStatus: 'active' }],
    ['STU3', { resourceType: 'Observation', context: { reference: 'Encounter/1' } }],
    ['STU3', { resourceType: 'ReferralRequest', status: 'active' }],
    ['STU3', { resourceType: 'Procedure', performedDateTime: '2026-01-01', notDone: true }],
  ])('%s', (name, resource) => {
    expect(nameOf(resource)).toBe(name);
  });

  test('one odd resource does not turn the others', () => {
    const usual = [1, 2, 3].map((id) => ({
      resourceType: 'Encounter',
      id,
      period: {},
      participant: [{ individual: {} }],
    }));
    expect(nameOf(...usual, { resourceType: 'Appointment', subject: {} })).toBe('R4');
    const coded = [1, 2].map((id) => ({ resourceType: 'Condition', id, clinicalStatus: { coding: [] } }));
    expect(nameOf(...usual, ...coded, { resourceType: 'Observation', context: {} })).toBe('R4');
    expect(nameOf(...usual, { resourceType: 'Observation', context: {} })).toBe('STU3');
  });

  test('whatever is broken counts for nothing', () => {
    const broken = [
      null,
      'Encounter',
      3,
      [],
      { resourceType: 'Encounter', class: null, participant: 'nobody', reason: [null, 3] },
    ];
    expect(versionByShape(new Map([['Encounter', broken]])).name).toBe('R4');
  });
});
