import { describe, expect, test } from '@jest/globals';
import { r5 } from '#src/fhir/versions/r5.ts';
import { day, read } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const snomed = (code: string, text?: string) => ({
  coding: [{ system: 'http://snomed.info/sct', code }],
  ...(text !== undefined && { text }),
});
const order = (difference: object = {}): object => ({
  resourceType: 'ServiceRequest',
  id: 'r',
  status: 'active',
  intent: 'order',
  category: [snomed('3457005')],
  subject,
  authoredOn: '2026-03-02',
  ...difference,
});
const referralsOf = (...resources: object[]) => {
  const part = read(resources).reading.referrals;
  return part.known ? part.value : undefined;
};
const signed = (...offered: unknown[]) => read([], { offered }).opening.signing;

describe('a referral is', () => {
  test('read with its day, reasons and words', () => {
    const one = order({ reasonCode: [snomed('25064002')], note: [{ text: 'worse since May' }] });
    expect(referralsOf(one)).toEqual([
      {
        reference: 'ServiceRequest/r',
        day: day('2026-03-02'),
        groups: ['symptom-headache', 'symptom-is-changing'],
        reasons: [['symptom-headache']],
        urgent: false,
        open: true,
        results: [],
      },
    ]);
  });

  test.each([
    [{ category: undefined, code: snomed('306206005') }, 1],
    [
      {
        category: [
          { coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest', code: 'referral' }] },
        ],
      },
      1,
    ],
    [
      {
        category: [
          {
            coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest', code: 'validation' }],
          },
        ],
      },
      0,
    ],
    [{ category: undefined, code: { text: 'Referral to cardiology service' } }, 1],
    [{ category: undefined, code: { concept: { text: 'Referral to cardiology' } } }, 1],
    [{ category: undefined, code: { text: 'Lipid Panel' } }, 0],
    [{ category: undefined }, 0],
    [{ category: 'referral' }, 0],
    [{ status: 'draft' }, 0],
    [{ status: 'revoked' }, 0],
    [{ status: 'entered-in-error' }, 0],
    [{ status: 'completed' }, 1],
    [{ intent: 'proposal' }, 0],
    [{ doNotPerform: true }, 0],
    [{ meta: { security: [{ code: 'R' }] } }, 0],
    [{ subject: { reference: 'Patient/other' } }, 0],
  ])('one, or none: %j', (difference, count) => {
    expect(referralsOf(order(difference))).toHaveLength(count);
  });

  test.each([
    [{ priority: 'routine' }, false],
    [{ priority: 'urgent' }, true],
    [{ priority: 'asap' }, true],
    [{ priority: 'stat' }, true],
    [{ priority: snomed('1', 'Urgent') }, true],
    [{ code: { text: 'Neurology, two week wait' } }, true],
    [{ code: snomed('831251000006101') }, true],
    [{ reasonCode: [{ text: 'Suspected cancer' }] }, true],
    [{ patientInstruction: 'You are on the 2WW pathway' }, true],
    [{ orderDetail: [{ text: 'urgent suspected lymphoma' }] }, true],
    [{ resourceType: 'ReferralRequest', category: undefined, code: undefined, description: 'Fast track' }, true],
    [{ note: [{ text: 'Two-Week-Wait' }] }, true],
    [{ patientInstruction: [{ instructionMarkdown: 'two week wait' }] }, true],
    [{ orderDetail: [{ parameter: [{ code: { text: 'pathway' }, valueString: '2WW' }] }] }, true],
    [{ location: [{ concept: { text: '2WW clinic' } }] }, true],
    [{ locationCode: [{ text: '2WW clinic' }] }, true],
    [{ performer: [{ display: 'Rapid access clinic' }] }, true],
    [{ supportingInfo: [{ display: '2WW form' }] }, true],
    [{ requester: { display: 'Dr Urgent' }, text: { div: '<div>2WW</div>' } }, false],
    [{ code: { text: 'Neurology' } }, false],
  ])('urgent or not: %j', (difference, urgent) => {
    expect(referralsOf(order(difference))?.[0]?.urgent).toBe(urgent);
    expect(signed(order({ status: 'draft', ...difference }))?.[0]?.urgent).toBe(urgent);
  });

  test('for what a Condition says that its reason refers to', () => {
    const condition = { resourceType: 'Condition', id: 'c', subject, code: snomed('161891005') };
    const [one] = referralsOf(order({ reasonReference: [{ reference: 'Condition/c' }] }), condition) ?? [];
    expect(one).toMatchObject({ groups: ['symptom-back-pain'], reasons: [['symptom-back-pain']] });
  });
});

describe('what a referral is for', () => {
  const condition = { resourceType: 'Condition', id: 'c', subject, code: snomed('161891005') };

  test.each<[name: string, difference: object, reasons: readonly (readonly string[])[]]>([
    [
      'is each of its reasons',
      { reasonCode: [snomed('25064002'), snomed('73211009')] },
      [['symptom-headache'], ['diabetes']],
    ],
    [
      'is in the words of a reference that leads nowhere',
      { reasonReference: [{ reference: 'Condition/x', display: 'Breast lump' }] },
      [['alarm-symptom', 'red-flag']],
    ],
    [
      'can’t be told of one without words',
      { reasonReference: [{ reference: 'Condition/x' }, { reference: 'DiagnosticReport/d' }] },
      [[], []],
    ],
    [
      'is in R5 a concept or a reference',
      { reason: [{ concept: snomed('25064002') }, { reference: { reference: 'Condition/c' } }] },
      [['symptom-headache'], ['symptom-back-pain']],
    ],
  ])('%s', (_, difference, reasons) => {
    const [one] = read([condition], { offered: [order({ status: 'draft', ...difference })] }).opening.signing ?? [];
    expect(one?.reasons.map((each) => [...each].sort())).toEqual(reasons);
  });

  test('is told of one that is on hold, `suspended` in STU3', () => {
    expect(referralsOf(order({ status: 'on-hold' }))).toHaveLength(1);
    expect(referralsOf(order({ status: 'suspended' }))).toHaveLength(1);
    expect(referralsOf(order({ status: 'revoked' }))).toEqual([]);
  });
});

describe('what came of a referral', () => {
  const clinic = (difference: object = {}): object => ({
    resourceType: 'Encounter',
    id: 'clinic',
    status: 'finished',
    subject,
    basedOn: [{ reference: 'ServiceRequest/r' }],
    period: { start: '2026-05-04' },
    ...difference,
  });
  const found = (code: object, difference: object = {}): object => ({
    resourceType: 'Condition',
    id: 'f',
    subject,
    encounter: { reference: 'Encounter/clinic' },
    code,
    ...difference,
  });
  const resultsOf = (...resources: object[]) => referralsOf(order(), ...resources)?.[0]?.results;
  const nothing = snomed('281900007');

  test('is an encounter based on it, with what was noted or diagnosed there', () => {
    expect(resultsOf(clinic(), found(nothing))).toEqual([
      { references: ['Encounter/clinic', 'Condition/f'], day: day('2026-05-04'), disease: false },
    ]);
    const named = clinic({ diagnosis: [{ condition: { reference: 'Condition/f' } }] });
    expect(resultsOf(named, found(nothing, { encounter: undefined }))).toHaveLength(1);
  });

  test.each([
    [nothing, false],
    [snomed('25064002'), false],
    [{ text: 'No cause found' }, false],
    [{ text: 'Carpal tunnel syndrome' }, true],
    [snomed('195967001'), true],
    [snomed('203082005'), true],
    [{}, true],
  ])('is no disease where it names a symptom or nothing: %j', (code, disease) => {
    expect(resultsOf(clinic(), found(code))?.[0]?.disease).toBe(disease);
  });

  test('is what an encounter of R5 names as a concept', () => {
    const diagnosed = (code: object) =>
      read(
        [
          order(),
          clinic({
            period: undefined,
            actualPeriod: { start: '2026-05-04' },
            diagnosis: [{ condition: [{ concept: code }] }],
          }),
        ],
        {},
        { version: r5 },
      ).reading.referrals;
    expect(diagnosed(snomed('235919008', 'Gallstone'))).toMatchObject({ value: [{ results: [{ disease: true }] }] });
    expect(diagnosed(snomed('25064002'))).toMatchObject({ value: [{ results: [{ disease: false }] }] });
  });

  test('is a disease where one of several is', () => {
    const both = [found(nothing), { ...found({ text: 'Gout' }), id: 'g' }];
    expect(resultsOf(clinic(), ...both)?.[0]?.disease).toBe(true);
  });

  test('is an observation based on it, or made there, that nothing was found', () => {
    const observation = (difference: object) => ({
      resourceType: 'Observation',
      id: 'o',
      status: 'final',
      subject,
      effectiveDateTime: '2026-05-05',
      ...difference,
    });
    const based = {
      basedOn: [{ reference: 'ServiceRequest/r' }],
      code: { text: 'Letter' },
      valueCodeableConcept: nothing,
    };
    expect(resultsOf(observation(based))).toEqual([
      { references: ['Observation/o'], day: day('2026-05-05'), disease: false },
    ]);
    expect(
      resultsOf(clinic(), observation({ encounter: { reference: 'Encounter/clinic' }, code: nothing })),
    ).toHaveLength(1);
    expect(resultsOf(observation({ ...based, status: 'preliminary' }))).toEqual([]);
    expect(resultsOf(observation({ ...based, valueCodeableConcept: snomed('25064002') }))).toEqual([]);
  });

  test.each([
    ['an encounter that nothing refers from', clinic({ basedOn: undefined }), found(nothing)],
    ['an encounter without any diagnosis', clinic(), found(nothing, { encounter: undefined })],
    ['one that did not take place', clinic({ status: 'cancelled' }), found(nothing)],
    [
      'what was entered in error',
      clinic(),
      found(nothing, { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
    ],
    ['what is restricted', clinic({ meta: { security: [{ code: 'V' }] } }), found(nothing)],
  ])('is not %s', (_, ...resources) => {
    expect(resultsOf(...resources)).toEqual([]);
    expect(resultsOf(clinic(), found(nothing))).toHaveLength(1);
  });
});

describe('orders that are signed', () => {
  test('are none of the record’s, and unknown where none of them could refer', () => {
    expect(signed()).toBeUndefined();
    expect(signed({ resourceType: 'MedicationRequest', id: 'm' }, undefined, null, 7)).toBeUndefined();
    expect(read([order()]).opening.signing).toBeUndefined();
  });

  test('are read whatever they lack, and hold the referrals among them', () => {
    const draft = { resourceType: 'ServiceRequest', category: [snomed('3457005')] };
    expect(signed(draft, { resourceType: 'ServiceRequest', code: snomed('104177005') }, null)).toEqual([
      expect.objectContaining({ reference: 'ServiceRequest/offered#1', reasons: [], urgent: false, groups: [] }),
    ]);
    expect(signed({ resourceType: 'ServiceRequest' })).toEqual([]);
    for (const broken of [7, 'x', null, [null], { coding: 'x' }, { coding: [null] }])
      expect(
        signed({
          resourceType: 'ServiceRequest',
          category: broken,
          reasonCode: broken,
          note: broken,
          priority: broken,
        }),
      ).toEqual([]);
  });

  test('are, by STU3, ReferralRequests of whatever kind, and not those of another person', () => {
    const stu3 = {
      resourceType: 'ReferralRequest',
      status: 'draft',
      intent: 'order',
      priority: 'asap',
      reasonCode: [{ text: 'Headache' }],
    };
    expect(signed(stu3)).toMatchObject([{ urgent: true, groups: ['symptom-headache'] }]);
    expect(signed({ ...stu3, subject: { reference: 'Patient/other' } })).toEqual([]);
    expect(signed({ ...stu3, status: 'entered-in-error' })).toEqual([]);
  });
});
