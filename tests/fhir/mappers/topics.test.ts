import { describe, expect, test } from '@jest/globals';
import { contactOf, day, read, visit } from '../map-record.ts';

const coded = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const condition = (id: string, difference: object) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p' },
  ...difference,
});

describe('what a visit was about', () => {
  test('sets of its reasons, and of the conditions that its reasons and diagnoses lead to', () => {
    const conditions = [
      condition('asthma', { code: coded('195967001') }),
      condition('gout', { code: coded('90560007') }),
      condition('refuted', { code: coded('24700007'), verificationStatus: { coding: [{ code: 'refuted' }] } }),
      condition('secret', { code: coded('13645005'), meta: { security: [{ code: 'R' }] } }),
    ];
    const contact = contactOf(
      visit('1', {
        reasonCode: [coded('25064002'), { text: 'Poor sleep' }, { text: 'No cough' }],
        reasonReference: ['asthma', 'refuted', 'secret', 'unread'].map((id) => ({ reference: `Condition/${id}` })),
        diagnosis: [{ condition: { reference: 'https://ehr.example/fhir/Condition/gout' } }, { condition: 'x' }, null],
      }),
      conditions,
    );
    expect(contact.groups).toEqual(['symptom-headache', 'symptom-sleep', 'asthma', 'gout']);
  });

  test('of a contained condition too', () => {
    const contained = [{ resourceType: 'Condition', id: 'c', code: coded('37796009') }];
    expect(contactOf(visit('1', { contained, reasonReference: [{ reference: '#c' }] })).groups).toEqual(['migraine']);
  });

  test.each([
    [{}],
    [{ reasonCode: 'headache', reasonReference: 1, diagnosis: 'x' }],
    [{ reasonReference: [{ reference: '#gone' }, { reference: 'Observation/1' }, {}] }],
    [{ type: [coded('25064002')] }],
  ])('none of %j', (difference) => {
    expect(contactOf(visit('1', difference)).groups).toEqual([]);
  });

  test('kinds: recall sets, codes, and texts in lower case of types, service and reasons', () => {
    const kinds = (difference: object) => contactOf(visit('1', difference)).kinds;
    expect(kinds({ type: [{ ...coded('1'), text: ' Annual Review ' }] })).toEqual([
      'http://snomed.info/sct|1',
      'annual review',
    ]);
    expect(kinds({ serviceType: { text: 'Foot clinic' }, reasonCode: [{ text: 'Feet' }] })).toEqual([
      'foot clinic',
      'feet',
    ]);
    expect(kinds({ type: [{ text: 'Asthma review' }] })).toEqual(['recall-asthma-review', 'asthma review']);
    expect(kinds({ type: [{ coding: [{ system: 'urn:oid:2.16.840.1.113883.6.96', code: '1' }] }] })).toEqual([
      'http://snomed.info/sct|1',
    ]);
    expect(kinds({ type: [{ text: 5 }, null], serviceType: 'x' })).toEqual([]);
  });

  test('visits that are about the same share one list', () => {
    const difference = { type: [{ text: 'Surgery' }], reasonCode: [coded('25064002')] };
    const [one, other, bare] = read([visit('1', difference), visit('2', difference), visit('3')]).contacts;
    expect(one?.kinds).toEqual(['surgery', 'http://snomed.info/sct|25064002']);
    expect(one?.kinds).toBe(other?.kinds);
    expect(one?.groups).toBe(other?.groups);
    expect([bare?.kinds, bare?.groups]).toEqual([[], []]);
  });

  test('concepts that differ in a second coding are not taken for one', () => {
    const two = (second: string) => ({ coding: [...coded('1').coding, ...coded(second).coding] });
    const contacts = read([
      visit('1', { reasonCode: [two('25064002')] }),
      visit('2', { reasonCode: [two('90560007')] }),
    ]);
    expect(contacts.contacts.map(({ groups }) => groups)).toEqual([['symptom-headache'], ['gout']]);
  });
});

describe('whether it was planned', () => {
  const admission = (
    code: string,
    url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod',
  ) => ({
    class: { code: 'IMP' },
    hospitalization: {
      extension: [
        {
          url,
          valueCodeableConcept: {
            coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland', code }],
          },
        },
      ],
    },
  });
  const unplanned = (difference: object) => contactOf(visit('1', difference)).unplanned;
  const priority = (code: string) => ({
    priority: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code }] },
  });

  test.each(['21', '22', '25', '28', '2A', '2B', '2C', '2D'])('an emergency admission by method %s', (code) => {
    expect(unplanned(admission(code))).toBe(true);
  });

  test.each(['11', '12', '13', '31', '32', '82', '2E', '210'])('none by method %s', (code) => {
    expect(unplanned(admission(code))).toBe(false);
  });

  test('an emergency attendance; a stay of emergency priority; never an ordinary visit', () => {
    expect(unplanned({ class: { code: 'EMER' } })).toBe(true);
    expect(unplanned({ class: { code: 'IMP' }, ...priority('EM') })).toBe(true);
    expect(unplanned({ class: { code: 'IMP' }, ...priority('R') })).toBe(false);
    expect(unplanned({ class: { code: 'IMP' } })).toBe(false);
    expect(unplanned(priority('EM'))).toBe(false);
    expect(unplanned({ ...admission('21'), class: { code: 'AMB' } })).toBe(false);
    expect(unplanned(admission('21', 'http://other/AdmissionSource'))).toBe(false);
    expect(unplanned({ class: { code: 'IMP' }, hospitalization: { extension: 'x' } })).toBe(false);
  });

  const booked = (created: unknown, difference: object = {}) => ({
    resourceType: 'Appointment',
    id: 'a',
    status: 'fulfilled',
    start: '2026-03-02T09:00:00Z',
    created,
    participant: [{ actor: { reference: 'Patient/p' } }, { actor: { reference: 'Practitioner/1' } }],
    ...difference,
  });
  test('booked over 28 days ahead, by its appointment', () => {
    const ahead = (...resources: object[]) => contactOf(visit('1'), resources).bookedAhead;
    expect(ahead(booked('2026-02-01'))).toBe(true);
    expect(ahead(booked('2026-02-02'))).toBe(false);
    expect(ahead(booked(undefined))).toBe(false);
    expect(ahead(booked('2026-02-01', { status: 'cancelled' }))).toBe(false);
    expect(ahead()).toBe(false);
    const named = visit('1', { appointment: [{ reference: 'Appointment/a' }] });
    expect(contactOf(named, [booked('2025-12-01', { start: '2026-03-01' })]).bookedAhead).toBe(true);
  });

  test('until the day of its end', () => {
    const until = (end: unknown) => contactOf(visit('1', { period: { start: '2026-03-02', end } })).until;
    expect(until('2026-06-30T23:30:00Z')).toBe(day('2026-07-01'));
    expect([until('2026'), until(7), until(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});
