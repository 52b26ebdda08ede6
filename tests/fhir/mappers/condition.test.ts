import { describe, expect, test } from '@jest/globals';
import type { Condition } from '#src/history/history.ts';
import { day, read } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const conditions = (...differences: object[]): readonly Condition[] => {
  const resources = differences.map((one, i) => ({ resourceType: 'Condition', id: `${i}`, subject, ...one }));
  const part = read(resources).reading.conditions;
  return part.known ? part.value : [];
};
const conditionOf = (difference: object) => conditions(difference)[0];
const status = (code: string) => ({ coding: [{ code }] });

describe('when a condition began and ended', () => {
  test.each([
    [{ onsetDateTime: '2025-05-06' }, day('2025-05-06'), true],
    [{ onsetDateTime: '2025-05-06T23:30:00Z' }, day('2025-05-07'), true],
    [{ onsetDateTime: '2024-02' }, day('2024-02-29'), false],
    [{ onsetDateTime: '2025' }, undefined, false],
    [{ onsetPeriod: { start: '2025-05-06' } }, day('2025-05-06'), true],
    [{ onsetPeriod: { start: '2025-05' } }, day('2025-05-31'), false],
    [{ onsetPeriod: { end: '2025-05-06' } }, undefined, false],
    [{ onsetString: '2025-05-06' }, undefined, false],
    [{ onsetAge: { value: 4 } }, undefined, false],
    [{ onsetDateTime: 20250506 }, undefined, false],
    [{ onsetPeriod: 'May' }, undefined, false],
    [{}, undefined, false],
  ])('%j began', (difference, onset, onsetExact) => {
    expect(conditionOf(difference)).toMatchObject({ onset, onsetExact });
  });

  test.each([
    [{ abatementDateTime: '2025-06-07' }, day('2025-06-07')],
    [{ abatementDateTime: '2025-06' }, day('2025-06-30')],
    [{ abatementDateTime: '2025' }, undefined],
    [{ abatementPeriod: { start: '2025-06-01', end: '2025-06-07' } }, day('2025-06-07')],
    [{ abatementPeriod: { start: '2025-06-01' } }, day('2025-06-01')],
    [{ abatementBoolean: true }, undefined],
    [{ abatementPeriod: [] }, undefined],
    [{}, undefined],
  ])('%j ended', (difference, ended) => {
    expect(conditionOf(difference)?.ended).toBe(ended);
  });
});

describe('whether a condition is there now', () => {
  const active = { clinicalStatus: status('active') };
  test.each([
    [{}, true, false],
    [active, true, false],
    [{ ...active, abatementDateTime: '2027-06-07' }, true, false],
    [{ ...active, abatementBoolean: false }, true, false],
    [{ abatementDateTime: '2025-06-07' }, false, false],
    [{ clinicalStatus: status('resolved'), abatementDateTime: '2025-06-07' }, false, false],
    [{ ...active, abatementDateTime: '2025-06-07' }, true, true],
    [{ ...active, abatementDateTime: '2025' }, true, true],
    [{ ...active, abatementPeriod: { start: '2025-06-01', end: '2025-06-07' } }, true, true],
    [{ ...active, abatementBoolean: true }, true, true],
    [{ ...active, abatementString: 'in childhood' }, true, true],
    [{ ...active, abatementAge: { value: 9 } }, true, true],
    [{ clinicalStatus: status('relapse'), abatementDateTime: '2025-06-07' }, true, true],
    // Of STU3, where a status is a code.
    [{ clinicalStatus: 'active', abatementDateTime: '2025-06-07' }, true, true],
    // A month or a year that is not over may still go on.
    [{ ...active, abatementDateTime: '2026-09' }, true, false],
  ])('%j', (difference, isActive, contradictory) => {
    expect(conditionOf(difference)).toMatchObject({ active: isActive, contradictory });
  });

  const url = 'http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit';
  const german = (code: string) => ({
    code: {
      coding: [
        {
          system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
          code: 'E11.90',
          extension: [
            {
              url,
              valueCoding: { system: 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT', code },
            },
          ],
        },
      ],
    },
  });
  test('how certain a German diagnosis is: sure, suspected, past or ruled out', () => {
    expect(conditionOf(german('G'))).toMatchObject({ active: true, tentative: false, contradictory: false });
    expect(conditionOf(german('V'))).toMatchObject({ active: true, tentative: true });
    expect(conditionOf(german('Z'))).toMatchObject({ active: false });
    expect(conditionOf({ ...german('Z'), ...active })).toMatchObject({ active: true, contradictory: true });
    expect(conditionOf(german('A'))).toBeUndefined();
    expect(conditionOf({ extension: [{ url, valueCode: 'A' }] })).toBeUndefined();
  });
});

describe('what else a condition says', () => {
  test('a relapse, by clinical status', () => {
    const codes = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'];
    expect(codes.map((code) => conditionOf({ clinicalStatus: status(code) })?.relapse)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('tentative, by verification status', () => {
    const codes = ['unconfirmed', 'provisional', 'differential', 'confirmed'];
    expect(codes.map((code) => conditionOf({ verificationStatus: status(code) })?.tentative)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(conditionOf({})?.tentative).toBe(false);
  });

  const base = 'https://fhir.hl7.org.uk';
  test.each([
    [`${base}/StructureDefinition/Extension-UKCore-ConditionEpisodicity`, { valueCodeableConcept: status('review') }],
    [`${base}/StructureDefinition/Extension-UKCore-ConditionEpisodicity`, { valueCode: 'review' }],
    [`${base}/STU3/StructureDefinition/Extension-CareConnect-ConditionEpisode-1`, { valueCode: 'review' }],
    [`${base}/StructureDefinition/Extension-CareConnect-ConditionEpisode-1`, { valueCoding: { code: 'review' } }],
  ])('a review of what was there already: %s %j', (url, value) => {
    expect(conditionOf({ extension: [{ url, ...value }] })?.review).toBe(true);
    expect(conditionOf({ extension: [{ url, valueCode: 'new' }] })?.review).toBe(false);
    expect(conditionOf({ extension: [{ url: 'http://other', ...value }] })?.review).toBe(false);
  });

  test('the encounter in which it was recorded, and nothing else that it may name', () => {
    const encounter = { resourceType: 'Encounter', id: 'e', subject };
    const named = (reference: unknown) => {
      const condition = { resourceType: 'Condition', id: '1', subject, encounter: { reference } };
      const part = read([encounter, condition]).reading.conditions;
      return part.known ? part.value[0]?.contact : undefined;
    };
    expect(named('Encounter/e')).toBe('Encounter/e');
    expect(named('https://ehr.example/fhir/Encounter/e/_history/2')).toBe('Encounter/e');
    expect(named('urn:uuid:e')).toBe('Encounter/e');
    expect(named('EpisodeOfCare/e')).toBeUndefined();
    expect(named(1)).toBeUndefined();
  });

  const snomed = (code: string) => ({ code: { coding: [{ system: 'http://snomed.info/sct', code }] } });
  test.each([
    [snomed('69322001'), ['serious-mental-illness', 'psychosis']],
    [snomed('58214004'), ['schizophrenia', 'serious-mental-illness', 'psychosis']],
    [snomed('64766004'), ['inflammatory-bowel-disease']],
    [snomed('24079001'), ['eczema']],
    [snomed('90560007'), ['gout']],
    [snomed('37796009'), ['migraine']],
    [snomed('46635009'), ['diabetes', 'diabetes-type-1']],
    [snomed('281239006'), ['exacerbation-asthma']],
    [snomed('195951007'), ['exacerbation-copd']],
    [snomed('192929006'), ['relapse-multiple-sclerosis']],
    [snomed('91175000'), ['seizure', 'red-flag']],
    [snomed('25064002'), ['symptom-headache']],
    [snomed('193462001'), ['symptom-sleep']],
    [snomed('6471006'), ['suicidal-risk']],
    [snomed('34436003'), ['alarm-symptom', 'red-flag']],
    [{ code: { text: 'Tired all the time' } }, ['symptom-fatigue']],
    [{ code: { text: 'No headache' } }, []],
    [{ code: 'Headache' }, []],
    [{ code: [{ text: 'Headache' }] }, []],
    [{}, []],
  ])('its sets: %j', (difference, groups) => {
    expect(conditionOf(difference)?.groups).toEqual(groups);
  });
});

describe('how long ago it began can’t be told', () => {
  test.each([
    [{ onsetDateTime: '2024' }, true],
    [{ onsetAge: { value: 24 } }, true],
    [{ onsetString: 'in childhood' }, true],
    [{ onsetDateTime: '2024-05' }, false],
    [{ onsetDateTime: '2024-05-06' }, false],
    [{}, false],
  ])('%j: %s', (difference, onsetUnclear) => expect(conditionOf(difference)).toMatchObject({ onsetUnclear }));
});

describe('who recorded it', () => {
  const [wren, lee] = ['Practitioner/wren', 'Practitioner/lee'];
  test.each([
    ['R4', { recorder: { reference: wren } }, [wren]],
    ['R4', { recorder: { reference: wren }, asserter: { reference: lee } }, [wren, lee]],
    ['R4', { asserter: { reference: 'Patient/p' } }, []],
    ['STU3', { assertedDate: '2026-03-02', asserter: { reference: wren } }, [wren]],
    ['R5', { participant: [{ actor: { reference: wren } }, { actor: { reference: lee } }] }, [wren, lee]],
    ['R4', {}, []],
  ])('%s: %j', (_, difference, recordedBy) => expect(conditionOf(difference)?.recordedBy).toEqual(recordedBy));

  test('is not read or named because of that', () => {
    const { clinicians } = read([{ resourceType: 'Condition', id: 'c', subject, recorder: { reference: wren } }]);
    expect([...clinicians.keys()]).not.toContain(wren);
  });
});

test.each([
  [{ stage: [{ summary: { text: 'Stage IV' } }] }, true],
  [{ stage: [{ summary: { text: 'Stage I' } }, { summary: { coding: [{ display: 'IIIA' }] } }] }, true],
  // Of STU3: one stage alone.
  [{ stage: { summary: { text: 'Stage 3' } } }, true],
  [{ stage: [{ summary: { text: 'Stage II' } }] }, false],
  [{ stage: [{ type: { text: 'Stage IV' } }] }, false],
  [{}, false],
])('%j: an advanced stage is %s', (difference, advanced) => {
  expect(conditionOf(difference)?.groups.includes('cancer-stage-advanced')).toBe(advanced);
});
