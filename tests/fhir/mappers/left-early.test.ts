import { describe, expect, test } from '@jest/globals';
import { isIndividualVisit, wasAttended } from '#src/history/contact.ts';
import { contactOf, read, visit } from '../map-record.ts';

const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const ukCore = (name: string, valueCodeableConcept: object) => ({
  url: `https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-${name}`,
  valueCodeableConcept,
});
const emergency = { class: { code: 'EMER' } };
const arrived = (start?: string) => [{ status: 'arrived', ...(start && { period: { start } }) }];
const leftOf = (difference: object) => contactOf(visit('v', difference)).leftEarly;

describe('how the person left', () => {
  test.each<[string, object, string]>([
    ['a type', { type: [snomed('1066301000000103')] }, 'unseen'],
    ['a reason', { reasonCode: [{ text: 'Left without being seen' }] }, 'unseen'],
    [
      'ICD-10-CM',
      { reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z53.21' }] }] },
      'unseen',
    ],
    ['UK Core', { extension: [ukCore('EmergencyCareDischargeStatus', snomed('1066311000000101'))] }, 'untreated'],
    ['a disposition', { hospitalization: { dischargeDisposition: snomed('1066321000000107') } }, 'untreated'],
    ['words', { hospitalization: { dischargeDisposition: { text: 'Left before treatment' } } }, 'untreated'],
    ['SNOMED CT', { hospitalization: { dischargeDisposition: snomed('225928004') } }, 'against-advice'],
    [
      'HL7',
      {
        hospitalization: {
          dischargeDisposition: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'aadvice' }],
          },
        },
      },
      'against-advice',
    ],
    [
      'England’s discharge method',
      {
        hospitalization: {
          extension: [
            ukCore('DischargeMethod', {
              coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeMethodEngland', code: '6' }],
            }),
          ],
        },
      },
      'against-advice',
    ],
  ])('by %s', (_how, difference, stage) => {
    expect(leftOf({ ...emergency, ...difference })).toEqual({ stage, emergency: true, waitedMinutes: undefined });
  });

  test('is read in R5 and in STU3 too', () => {
    const r5 = {
      status: 'completed',
      period: undefined,
      actualPeriod: { start: '2026-03-02T09:00:00Z' },
      class: [{ coding: [{ code: 'EMER' }] }],
      admission: { dischargeDisposition: snomed('225928004') },
    };
    expect(leftOf(r5)?.stage).toBe('against-advice');
    const stu3 = { reason: [{ ...snomed('1066301000000103'), text: 'Left before being seen' }] };
    expect(leftOf({ ...emergency, ...stu3 })?.stage).toBe('unseen');
  });

  test('is not read of an ordinary end, nor of an extension for something else', () => {
    expect(leftOf({})).toBeUndefined();
    expect(leftOf({ hospitalization: { dischargeDisposition: { text: 'Home' } } })).toBeUndefined();
    expect(leftOf({ extension: [ukCore('LegalStatus', snomed('1066301000000103'))] })).toBeUndefined();
  });
});

describe('cancelled after the person had arrived', () => {
  test('says that they left', () => {
    expect(leftOf({ status: 'cancelled', statusHistory: arrived() })).toMatchObject({ stage: 'unseen' });
    expect(leftOf({ status: 'cancelled', statusHistory: [{ status: 'triaged' }] })).toMatchObject({ stage: 'unseen' });
    const r5 = { status: 'cancelled', period: undefined, actualPeriod: { start: '2026-03-02T09:00:00Z' } };
    const state = {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/encounter-subject-status', code: 'arrived' }],
    };
    expect(leftOf({ ...r5, subjectStatus: state })).toMatchObject({ stage: 'unseen' });
    expect(leftOf(r5)).toBeUndefined();
  });

  test('but not a visit cancelled before that, nor one that went on', () => {
    expect(leftOf({ status: 'cancelled' })).toBeUndefined();
    expect(leftOf({ status: 'cancelled', statusHistory: [{ status: 'planned' }] })).toBeUndefined();
    expect(leftOf({ status: 'finished', statusHistory: arrived() })).toBeUndefined();
  });

  test('the wait is from the first arrival to the end, where both have a time', () => {
    const period = { start: '2026-03-02T09:00:00Z', end: '2026-03-02T10:15:30Z' };
    const statusHistory = [
      { status: 'triaged', period: { start: '2026-03-02T09:30:00Z' } },
      ...arrived('2026-03-02T09:10:00Z'),
    ];
    const left = (difference: object) => leftOf({ status: 'cancelled', period, statusHistory, ...difference });
    expect(left({})?.waitedMinutes).toBe(65);
    expect(left({ period: { ...period, end: '2026-03-02' } })?.waitedMinutes).toBeUndefined();
    expect(left({ period: { ...period, end: '2026-03-02T09:00:00Z' } })?.waitedMinutes).toBeUndefined();
    expect(left({ statusHistory: arrived() })?.waitedMinutes).toBeUndefined();
  });
});

describe('what such a contact counts as', () => {
  test('nobody met a person who left before being seen; where treatment had begun someone did', () => {
    const unseen = contactOf(visit('v', { type: [snomed('1066301000000103')] }));
    expect([unseen.excluded, wasAttended(unseen)]).toEqual(['left-before-seen', false]);
    const untreated = contactOf(visit('v', { type: [snomed('1066321000000107')] }));
    expect([untreated.excluded, isIndividualVisit(untreated)]).toEqual([undefined, true]);
  });

  test('an emergency attendance stays one, and a cancelled visit cancelled', () => {
    const attended = contactOf(visit('v', { ...emergency, type: [snomed('1066301000000103')] }));
    expect([attended.excluded, wasAttended(attended)]).toEqual(['not-ambulatory', true]);
    const cancelled = contactOf(visit('v', { ...emergency, status: 'cancelled', statusHistory: arrived() }));
    expect([cancelled.excluded, wasAttended(cancelled), cancelled.leftEarly?.emergency]).toEqual([
      'cancelled',
      false,
      true,
    ]);
  });

  test('a restricted one, and one in error, say nothing', () => {
    const restricted = {
      meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
    };
    const coded = { ...emergency, type: [snomed('1066301000000103')] };
    expect(contactOf(visit('v', { ...coded, ...restricted })).leftEarly).toBeUndefined();
    expect(contactOf(visit('v', { ...coded, status: 'entered-in-error' })).leftEarly).toBeUndefined();
    expect(read([visit('v', { status: 'cancelled', statusHistory: arrived(), ...restricted })]).contacts).toEqual([]);
    expect(contactOf(visit('v', coded)).leftEarly).toBeDefined();
  });
});
