import { describe, expect, test } from '@jest/globals';
import { toReading } from '#src/fhir/mappers/index.ts';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import type { Observation } from '#src/history/history.ts';
import { at, codeSets, day, patient, read, sourcesOf } from '../map-record.ts';

const own = { resourceType: 'Observation', subject: { reference: 'Patient/p' }, status: 'final' };
const observations = (...differences: object[]): readonly Observation[] => {
  const part = read(differences.map((one, i) => ({ id: `${i}`, ...own, ...one }))).reading.observations;
  return part.known ? part.value : [];
};
const observationOf = (difference: object) => observations(difference)[0];
const loinc = (code: string) => ({ code: { coding: [{ system: 'http://loinc.org', code }] } });
const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const quantity = (value: unknown, unit?: string, code?: string) => ({ valueQuantity: { value, unit, code } });
const headache = { code: snomed('25064002') };

describe('a measurement', () => {
  test.each([
    ['44261-6', 'phq-9'],
    ['44249-1', 'phq-9'],
    ['70274-6', 'gad-7'],
    ['69737-5', 'gad-7'],
    ['29463-7', 'weight'],
    ['19935-6', 'peak-flow'],
    ['33452-4', 'peak-flow'],
    ['8480-6', 'systolic'],
    ['1988-5', 'crp'],
    ['38445-3', 'calprotectin'],
  ])('LOINC %s is %s', (code, measure) => {
    expect(observationOf(loinc(code))).toMatchObject({ measure, value: undefined, groups: [] });
  });

  test('by SNOMED CT, else by words; whatever is neither measured nor in a set is left out', () => {
    expect(observationOf({ code: snomed('27113001') })?.measure).toBe('weight');
    expect(observationOf({ code: { text: 'PHQ-9 score' } })?.measure).toBe('phq-9');
    expect(observationOf({ code: { text: 'Birth weight of child' } })).toBeUndefined();
    expect(observations(loinc('718-7'), { code: { text: 'Haemoglobin' } }, {}, { code: 1 })).toEqual([]);
  });

  test.each([
    ['29463-7', quantity(80, 'kg'), 80],
    ['29463-7', quantity(80_000, 'g', 'g'), 80],
    ['29463-7', quantity(100, 'pounds', '[lb_av]'), 45.359237],
    ['29463-7', quantity(100, 'lbs'), 45.359237],
    ['29463-7', quantity(80), undefined],
    ['29463-7', quantity(80, 'elephants'), undefined],
    ['29463-7', quantity('80', 'kg'), undefined],
    ['29463-7', quantity(undefined, 'kg'), undefined],
    ['29463-7', { valueQuantity: 'heavy' }, undefined],
    ['29463-7', quantity(80, 'constructor'), undefined],
    ['1988-5', quantity(12, 'mg/L'), 12],
    ['1988-5', quantity(1.2, 'mg / dL', 'mg/dL'), 12],
    ['38445-3', quantity(250, 'µg/g'), 250],
    ['38445-3', quantity(250, undefined, 'mg/kg'), 250],
    ['8480-6', quantity(140, 'mmHg', 'mm[Hg]'), 140],
    ['19935-6', quantity(400, 'L/min'), 400],
    ['44261-6', quantity(14, '{score}'), 14],
    ['44261-6', quantity(14), 14],
    ['44261-6', { valueInteger: 14 }, 14],
    ['44261-6', { valueInteger: Number.NaN }, undefined],
    ['44261-6', { valueString: 'fourteen' }, undefined],
  ])('%s of %j', (code, value, expected) => {
    const found = observationOf({ ...loinc(code), ...value })?.value;
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 6);
  });

  test('a component of blood pressure is one of its own, under the same reference', () => {
    const component = [
      { ...loinc('8480-6'), ...quantity(150, 'mmHg') },
      { ...loinc('8462-4'), ...quantity(90, 'mmHg') },
      { ...headache, valueBoolean: true },
      null,
      'x',
    ];
    const found = observations({ ...loinc('85354-9'), component, effectiveDateTime: '2026-02-03' });
    expect(found).toMatchObject([
      { reference: 'Observation/0', day: day('2026-02-03'), measure: 'systolic', value: 150, groups: [] },
      { reference: 'Observation/0', day: day('2026-02-03'), measure: undefined, groups: ['symptom-headache'] },
    ]);
  });

  test('a site adds codes of its own', () => {
    const local = { code: { coding: [{ system: 'http://local', code: 'WT' }] } };
    const codes = [{ system: 'http://local', code: 'WT' }];
    const measuresBy = (sets: typeof codeSets) => {
      const { reading } = toReading(sourcesOf([patient, { id: '1', ...own, ...local }]), at, sets);
      return reading.observations.known && reading.observations.value.map(({ measure }) => measure);
    };
    expect(measuresBy(codeSets)).toEqual([]);
    expect(measuresBy(loadCodeSets({ 'measure-weight': { add: { codes } } }))).toEqual(['weight']);
  });
});

describe('a symptom that was noted', () => {
  test.each([
    [{}],
    [{ valueBoolean: true }],
    [{ valueString: 'since Monday' }],
    [{ valueCodeableConcept: { text: 'Yes' } }],
    [{ valueCodeableConcept: { text: 'Severe' } }],
  ])('is there: %j', (value) => {
    expect(observationOf({ ...headache, ...value })?.groups).toEqual(['symptom-headache']);
  });

  test.each([
    [{ valueBoolean: false }],
    [{ valueString: 'None' }],
    [{ valueString: 'Absent today' }],
    [{ valueCodeableConcept: { text: 'No' } }],
    [{ valueCodeableConcept: snomed('2667000') }],
    [{ valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA32-8' }] } }],
    [{ dataAbsentReason: { text: 'not asked' } }],
    [
      {
        interpretation: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'NEG' }] },
        ],
      },
    ],
    [quantity(3)],
    [{ valueInteger: 0 }],
  ])('is not there, or is a number that may mean anything: %j', (value) => {
    expect(observations({ ...headache, ...value })).toEqual([]);
  });

  test('by its coded value, unless the code is of relatives or of looking for something', () => {
    const complaint = (words: string) => ({ code: { text: words }, valueCodeableConcept: { text: 'Headache' } });
    expect(observationOf(complaint('Presenting complaint'))?.groups).toEqual(['symptom-headache']);
    for (const words of ['Family history', 'No evidence of', 'Screening for'])
      expect(observations(complaint(words))).toEqual([]);
  });
});

describe('what counts', () => {
  test.each([
    'final',
    'amended',
    'corrected',
    'preliminary',
    'registered',
    'unknown',
    undefined,
  ])('status %s', (status) => {
    expect(observations({ ...headache, status })).toHaveLength(1);
  });

  test('not cancelled, entered in error or restricted ones', () => {
    expect(
      observations(
        { ...headache, status: 'cancelled' },
        { ...headache, status: 'entered-in-error' },
        { ...headache, meta: { security: [{ code: 'R' }] } },
        { ...headache, subject: { reference: 'Patient/q' } },
      ),
    ).toEqual([]);
  });

  test.each([
    [{ effectiveDateTime: '2026-02-03T23:30:00Z' }, day('2026-02-03')],
    [{ effectivePeriod: { start: '2026-02-03' } }, day('2026-02-03')],
    [{ effectiveInstant: '2026-02-03T10:00:00Z' }, day('2026-02-03')],
    [{ issued: '2026-02-04T10:00:00Z' }, day('2026-02-04')],
    [{ effectiveDateTime: '2026-02-03', issued: '2026-02-04T10:00:00Z' }, day('2026-02-03')],
    [{ effectiveDateTime: '2026-02', issued: '2026-02-04T10:00:00Z' }, undefined],
    [{ effectiveDateTime: 7 }, undefined],
    [{}, undefined],
  ])('its day: %j', (when, expected) => {
    expect(observationOf({ ...headache, ...when })?.day).toBe(expected);
  });

  test('oldest first, undated ones last, each with its encounter', () => {
    const found = observations(
      { ...headache },
      { ...headache, effectiveDateTime: '2026-02-03', encounter: { reference: 'Encounter/7' } },
      { ...headache, effectiveDateTime: '2025-02-03' },
    );
    expect(found.map(({ reference, contact }) => [reference, contact])).toEqual([
      ['Observation/2', undefined],
      ['Observation/1', 'Encounter/7'],
      ['Observation/0', undefined],
    ]);
  });

  test('unread where the source did not come whole', () => {
    const unread = new Map([['observations' as const, 'incomplete' as const]]);
    expect(read([], {}, { unread }).reading.observations).toEqual({ known: false, why: 'incomplete' });
  });
});

describe('the stage of a cancer', () => {
  const staged = (code: string, value: object) =>
    observationOf({ code: { coding: [{ system: 'http://loinc.org', code }] }, ...value })?.groups;
  test.each([
    ['21908-9', { valueCodeableConcept: { text: 'Stage IIIB' } }],
    ['21902-2', { valueString: 'IV' }],
  ])('%s %j is advanced', (code, value) => expect(staged(code, value)).toEqual(['cancer-stage-advanced']));
  test.each([
    ['21908-9', { valueCodeableConcept: { text: 'Stage IIA' } }],
    ['21908-9', {}],
    ['8867-4', { valueString: 'IV' }],
  ])('%s %j is not', (code, value) => expect(staged(code, value)).toBeUndefined());
});
