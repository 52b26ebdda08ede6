import { describe, expect, test } from '@jest/globals';
import type { Acknowledgement, Loss } from '#src/history/history.ts';
import { day, read, visit } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const icd = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] });
const icpc = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icpc-2', code }] });
const condition = (difference: object = {}) => ({
  resourceType: 'Condition',
  id: 'c',
  subject,
  code: icd('Z63.4'),
  onsetDateTime: '2026-05-12',
  recordedDate: '2026-05-20',
  ...difference,
});
const observation = (difference: object = {}) => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  subject,
  code: icd('Z63.4'),
  effectiveDateTime: '2026-05-12',
  issued: '2026-05-20T10:00:00Z',
  ...difference,
});
const history = (difference: object = {}) => ({
  resourceType: 'FamilyMemberHistory',
  id: 'f',
  status: 'completed',
  patient: subject,
  date: '2026-05-20',
  relationship: { text: 'Brother' },
  deceasedDate: '2026-05-12',
  ...difference,
});

function lossesOf(...resources: object[]): readonly Loss[] {
  const { losses, familyLosses } = read(resources).reading;
  return [...(losses.known ? losses.value : []), ...(familyLosses.known ? familyLosses.value : [])];
}
function acknowledgedBy(...resources: object[]): readonly Acknowledgement[] {
  const { acknowledgements } = read(resources).reading;
  return acknowledgements.known ? acknowledgements.value : [];
}

describe('a problem or finding of a bereavement', () => {
  test('gives the day of death, the day of recording and the encounter', () => {
    const expected = {
      source: 'problem',
      relation: undefined,
      died: day('2026-05-12'),
      diedExact: true,
      recorded: day('2026-05-20'),
      contact: 'Encounter/e',
    };
    const encounter = { reference: 'Encounter/e' };
    expect(lossesOf(condition({ encounter }), visit('e'))).toEqual([{ reference: 'Condition/c', ...expected }]);
    expect(lossesOf(observation({ encounter }), visit('e'))).toEqual([{ reference: 'Observation/o', ...expected }]);
  });

  test.each([
    ['ICD-10', icd('Z63.4'), undefined],
    ['ICPC-2, a partner', icpc('Z15'), 'partner'],
    ['ICPC-2, a child', icpc('Z19'), 'child'],
    ['ICPC-2, a relative', icpc('Z23'), undefined],
    ['ICD-11', { coding: [{ system: 'http://id.who.int/icd/release/11/mms', code: 'QE62' }] }, undefined],
    ['words', { text: 'Bereavement reaction' }, undefined],
    ['other words, of which the relation is not taken', { text: 'Death of husband' }, undefined],
    ['words of now', { text: 'Bereaved in the past week' }, undefined],
    ['a display', { coding: [{ display: 'Recently bereaved' }] }, undefined],
  ])('is known by %s', (_, code, relation) => {
    expect(lossesOf(condition({ code })).map((one) => one.relation)).toEqual([relation]);
    expect(lossesOf(observation({ code })).map((one) => one.relation)).toEqual([relation]);
  });

  test.each([
    ['widowed', { coding: [{ system: 'http://snomed.info/sct', code: '33553000' }] }],
    ['a widow', { text: 'Widowed, bereaved in youth' }],
    ['counselling', { text: 'Bereavement counselling' }],
    ['support', { text: 'Bereavement support offered' }],
    ['a visit', { text: 'Bereavement visit' }],
    ['a leaflet', { text: 'Bereavement leaflet given' }],
    ['an animal', { text: 'Death of dog' }],
    ['a pet', { ...icd('Z63.4'), text: 'Death of her beloved pet' }],
    ['a pregnancy', { text: 'Death of fetus in pregnancy' }],
    ['an anniversary', { text: 'Anniversary of death of wife' }],
    ['what is long past', { text: 'H/O: bereavement' }],
    ['a miscarriage', { text: 'Bereavement after miscarriage' }],
    ['a termination', { text: 'Bereavement following termination' }],
    ['a denial', { text: 'No recent bereavement' }],
    ['family history of disease', { text: 'Family history of death of heart disease' }],
    ['a fear', { text: 'Fear of death of mother' }],
    ['something else', { text: 'Divorce' }],
  ])('is not %s', (_, code) => {
    expect(lossesOf(condition({ code }), observation({ code }))).toEqual([]);
  });

  test.each([
    ['entered in error', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }],
    ['refuted', { verificationStatus: { coding: [{ code: 'refuted' }] } }],
    ['suspected', { verificationStatus: { coding: [{ code: 'provisional' }] } }],
    ['restricted', { meta: { security: [{ code: 'R' }] } }],
  ])('is no source where it is %s', (_, difference) => {
    expect(lossesOf(condition(difference))).toEqual([]);
    expect(lossesOf(condition())).toHaveLength(1);
  });

  test.each([
    ['a month is its last day', { onsetDateTime: '2026-05' }, [day('2026-05-31'), false, day('2026-05-20')]],
    [
      'a start of a period is a day',
      { onsetDateTime: undefined, onsetPeriod: { start: '2026-05-12' } },
      [day('2026-05-12'), true, day('2026-05-20')],
    ],
    [
      'without an onset only the recording is known',
      { onsetDateTime: undefined },
      [undefined, false, day('2026-05-20')],
    ],
    ['a year makes it unusable', { onsetDateTime: '2026' }, undefined],
    ['so does an age', { onsetDateTime: undefined, onsetAge: { value: 60 } }, undefined],
    ['and no date at all', { onsetDateTime: undefined, recordedDate: undefined }, undefined],
  ])('%s', (_, difference, expected) => {
    const found = lossesOf(condition(difference)).map(({ died, diedExact, recorded }) => [died, diedExact, recorded]);
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  test('without an effective day a finding has a recording alone', () => {
    const [found] = lossesOf(observation({ effectiveDateTime: undefined }));
    expect([found?.died, found?.recorded]).toEqual([undefined, day('2026-05-20')]);
  });

  test('what a finding is about may be its value, and what stands beside it is nothing to it', () => {
    const bereavement = { text: 'Bereavement' };
    const of = (valueCodeableConcept: object) => lossesOf(observation({ code: bereavement, valueCodeableConcept }));
    expect([of({ text: 'Dog' }).length, of({ text: 'Sister' }).length]).toEqual([0, 1]);
    const panel = (code: object) =>
      lossesOf(observation({ code: { text: 'Social history' }, component: [{ code: bereavement }, { code }] }));
    expect(panel({ text: 'Bereavement visit' })).toEqual([]);
    expect(panel({ text: 'History of smoking' })).toHaveLength(1);
  });

  test('a finding that is absent is none', () => {
    expect(lossesOf(observation({ valueBoolean: false }))).toEqual([]);
    expect(lossesOf(observation({ valueBoolean: true }))).toHaveLength(1);
  });
});

describe('the family history', () => {
  test('gives a death', () => {
    expect(lossesOf(history())).toEqual([
      {
        reference: 'FamilyMemberHistory/f',
        source: 'family-history',
        relation: 'brother',
        died: day('2026-05-12'),
        diedExact: true,
        recorded: day('2026-05-20'),
        contact: undefined,
      },
    ]);
  });

  test.each([
    ['a mere yes', { deceasedDate: undefined, deceasedBoolean: true }],
    ['an age', { deceasedDate: undefined, deceasedAge: { value: 70 } }],
    ['a year', { deceasedDate: '2026' }],
    ['another relation', { relationship: { text: 'Uncle' } }],
    ['words around the relation', { relationship: { text: 'Brother in law' } }],
    [
      'a former spouse',
      {
        relationship: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'FMRSPS' }],
          text: 'Wife',
        },
      },
    ],
    ['a parent of whom the person is no carer', { relationship: { text: 'Mother' } }],
    ['an entry in error', { status: 'entered-in-error' }],
    ['a restricted entry', { meta: { security: [{ code: 'V' }] } }],
    ['another person’s', { patient: { reference: 'Patient/q' } }],
  ])('gives none by %s', (_, difference) => {
    expect(lossesOf(history(difference))).toEqual([]);
  });

  test('a parent’s counts for a carer', () => {
    const carer = condition({ code: { coding: [{ system: 'http://snomed.info/sct', code: '224484003' }] } });
    expect(lossesOf(history({ relationship: { text: 'Mother' } }), carer)).toMatchObject([{ relation: 'mother' }]);
  });
});

describe('what acknowledges', () => {
  const message = (difference: object = {}) => ({
    resourceType: 'Communication',
    id: 'k',
    status: 'completed',
    subject,
    recipient: [subject],
    sent: '2026-05-20T10:00:00Z',
    reasonCode: [icd('Z63.4')],
    ...difference,
  });

  test.each([
    ['a reason', {}],
    ['a category', { reasonCode: undefined, category: [{ text: 'Condolence letter' }] }],
    ['a topic', { reasonCode: undefined, topic: { text: 'Bereavement' } }],
    ['its text', { reasonCode: undefined, payload: [{ contentString: 'We are so sorry for your loss.' }] }],
    [
      'our own card',
      {
        reasonCode: [
          { coding: [{ system: 'https://secure-base.org/fhir/CodeSystem/detections', code: 'bereavement' }] },
        ],
      },
    ],
    ['no recipient', { recipient: undefined }],
  ])('a message by %s', (_, difference) => {
    expect(acknowledgedBy(message(difference))).toEqual([
      { reference: 'Communication/k', kind: 'message', day: day('2026-05-20'), contact: undefined },
    ]);
  });

  test.each([
    ['that was not sent', { status: 'in-progress' }],
    ['to staff', { recipient: [{ reference: 'Practitioner/1' }] }],
    ['from the person', { sender: subject }],
    ['about something else', { reasonCode: [{ text: 'Blood test' }] }],
  ])('no message %s', (_, difference) => {
    expect(acknowledgedBy(message(difference))).toEqual([]);
  });

  test('entries, those that are no source too', () => {
    expect(acknowledgedBy(condition({ code: { text: 'Bereavement counselling' } }))).toEqual([
      { reference: 'Condition/c', kind: 'entry', day: day('2026-05-20'), contact: undefined },
    ]);
    expect(acknowledgedBy(observation({ code: { text: 'Widowed' } }))).toMatchObject([{ day: day('2026-05-20') }]);
    expect(acknowledgedBy(observation({ issued: undefined }))).toMatchObject([{ day: day('2026-05-12') }]);
    expect(acknowledgedBy(condition({ code: { text: 'Asthma' } }))).toEqual([]);
  });

  test('what is restricted or suspected may only silence, and what is in error is nothing', () => {
    const restricted = { meta: { security: [{ code: 'R' }] } };
    expect(acknowledgedBy(condition(restricted), message(restricted)).map((one) => one.onlySilences)).toEqual([
      true,
      true,
    ]);
    const suspected = { verificationStatus: { coding: [{ code: 'provisional' }] } };
    expect(acknowledgedBy(condition(suspected))).toMatchObject([{ onlySilences: true }]);
    expect(acknowledgedBy(observation({ status: 'entered-in-error' }))).toEqual([]);
  });

  test.each([
    ['reason', { reasonCode: [{ text: 'Bereavement' }] }],
    ['type', { type: [{ text: 'Bereavement visit' }] }],
    ['reason beside the code of another illness', { reasonCode: [{ ...icd('F32'), text: 'Low since death of wife' }] }],
  ])('a visit by its %s', (_, difference) => {
    expect(read([visit('e', difference)]).contacts[0]?.groups).toContain('bereavement-contact');
    expect(read([visit('e')]).contacts[0]?.groups).toEqual([]);
  });
});

describe('domestic abuse', () => {
  const found = (...resources: object[]) => {
    const part = read(resources).reading.domesticAbuse;
    return part.known ? part.value : [];
  };
  const code = { text: 'Victim of domestic violence' };
  const flag = { resourceType: 'Flag', id: 'g', status: 'inactive', subject, code };
  test('is recorded by entries of whatever status, restricted ones too', () => {
    const resolved = { code, clinicalStatus: { coding: [{ code: 'resolved' }] } };
    const all = [condition(resolved), observation({ code }), { ...flag, meta: { security: [{ code: 'R' }] } }];
    expect(found(...all)).toEqual(['Condition/c', 'Flag/g', 'Observation/o']);
  });

  test('and not by what is denied, asked about, in error or about something else', () => {
    expect(found(condition({ code: { text: 'No domestic abuse' } }))).toEqual([]);
    expect(found(observation({ code: { text: 'Domestic abuse screening' } }))).toEqual([]);
    expect(found({ ...flag, status: 'entered-in-error' })).toEqual([]);
    expect(found({ ...flag, code: { text: 'Allergy' } })).toEqual([]);
  });
});
