import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOfUnreadVersion, versionByOwnShape, versionByShape, versionOfNumber } from '#src/fhir/versions/index.ts';
import { runs } from '../../support/property-runs.ts';

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
    ['1.0.2', 'other'],
    ['0.5.0', 'other'],
    ['4.6.0', 'other'],
    ['6.0.0-ballot2', 'other'],
    ['40.0', undefined],
    ['', undefined],
    ['R4', undefined],
  ])('%s is %s', (number, name) => {
    const version = versionOfNumber(number);
    expect(version === 'other' ? version : version?.name).toBe(name);
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
    ['STU3', { resourceType: 'Task', reason: { text: 'Asthma review' } }],
    ['STU3', { resourceType: 'Communication', topic: [{ reference: 'Appointment/1' }] }],
    ['R4', { resourceType: 'Communication', topic: { text: 'Reminder' } }],
    ['R5', { resourceType: 'Task', reason: [{ concept: { text: 'Asthma review' } }] }],
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

test('of resources one by one, the version is that of each alone', () => {
  const odd = fc.constantFrom<unknown>(undefined, null, 'AMB', {}, [], [{}], { code: 'AMB' }, [{ text: 'Cough' }]);
  const people = fc.constantFrom<unknown>(undefined, [{ individual: {} }], [{ actor: {} }], [null], 'nobody');
  const encounter = fc.record({
    resourceType: fc.constant('Encounter'),
    ...{ class: odd, period: odd, actualPeriod: odd, hospitalization: odd, admission: odd, patient: odd },
    ...{ reason: odd, reasonCode: odd, indication: odd, participant: people },
  });
  const versionOf = versionByOwnShape('Encounter');
  const property = fc.property(encounter, (one) => {
    expect(versionOf(one).name).toBe(versionByShape(new Map([['Encounter', [one]]])).name);
  });
  fc.assert(property, runs(500));
});

describe('DSTU2, which is not read', () => {
  const isUnread = (...resources: { readonly resourceType: string; readonly [element: string]: unknown }[]) =>
    isOfUnreadVersion(Map.groupBy(resources, ({ resourceType }) => resourceType));
  const patient = { reference: 'Patient/p' };

  test.each([
    { resourceType: 'Encounter', class: 'ambulatory', patient, period: {}, participant: [{ individual: {} }] },
    { resourceType: 'Condition', patient, clinicalStatus: 'active', dateRecorded: '2014-01-01' },
    { resourceType: 'Condition', patient, verificationStatus: 'confirmed', encounter: {} },
    { resourceType: 'MedicationDispense', patient, medicationCodeableConcept: {} },
    { resourceType: 'ReferralRequest', patient, status: 'active' },
    { resourceType: 'Patient', careProvider: [patient] },
  ])('%j', (resource) => {
    expect(isUnread(resource)).toBe(true);
  });

  test.each([
    { resourceType: 'Encounter', class: 'ambulatory', subject: patient, period: {}, participant: [{ individual: {} }] },
    { resourceType: 'Encounter', subject: patient, period: {}, reason: [{ text: 'Cough' }] },
    { resourceType: 'Condition', subject: patient, clinicalStatus: 'active', assertedDate: '2014-01-01' },
    { resourceType: 'Condition', subject: patient, encounter: {} },
    { resourceType: 'EpisodeOfCare', patient },
    { resourceType: 'ReferralRequest', subject: patient, status: 'active' },
    { resourceType: 'Patient', name: [{ family: ['Khan'] }] },
  ])('is not %j', (resource) => {
    expect(isUnread(resource)).toBe(false);
  });

  test('one odd resource makes no DSTU2 of a record, and nothing none', () => {
    const usual = { resourceType: 'Encounter', class: { code: 'AMB' }, period: {}, participant: [{ individual: {} }] };
    expect(isUnread(usual, usual, { resourceType: 'Patient', careProvider: [patient] })).toBe(false);
    expect(isUnread()).toBe(false);
  });
});
