import { describe, expect, test } from '@jest/globals';
import { stu3 as stu3Version } from '#src/fhir/versions/stu3.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import { day, read, visit } from '../map-record.ts';

const subject = { reference: 'Patient/p' };
const patel = { reference: 'Practitioner/1' };
const restricted = { meta: { security: [{ code: 'R' }] } };
const typeCoding = { system: 'https://secure-base.org/fhir/CodeSystem/document-types', code: 'handover-note' };

const note = (difference: object = {}) => ({
  resourceType: 'DocumentReference',
  id: '1',
  status: 'current',
  docStatus: 'final',
  type: { coding: [typeCoding] },
  subject,
  date: '2026-07-28T10:00:00Z',
  author: [patel, subject],
  content: [{ attachment: { data: 'c2VjcmV0', title: 'secret' } }],
  ...difference,
});
const notesOf = (...resources: object[]) => {
  const { handoverNotes } = read([visit('1'), ...resources]).reading;
  return handoverNotes.known ? handoverNotes.value : [];
};

describe('a handover note', () => {
  test('is known by its type, with its day and those who wrote it', () => {
    expect(notesOf(note())).toEqual([
      {
        reference: 'DocumentReference/1',
        clinicians: ['Practitioner/1'],
        together: true,
        day: day('2026-07-28'),
        finished: true,
      },
    ]);
    expect(notesOf(note({ author: [patel] }))[0]?.together).toBe(false);
  });

  test.each([
    ['final', true],
    ['amended', true],
    ['corrected', true],
    ['preliminary', false],
    ['partial', false],
  ])('%s: finished is %s', (docStatus, finished) => {
    expect(notesOf(note({ docStatus }))).toMatchObject([{ finished }]);
  });

  test.each([
    ['superseded', { status: 'superseded' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['entered in error by its document', { docStatus: 'entered-in-error' }],
    ['withdrawn', { docStatus: 'cancelled' }],
    ['without a status of the document', { docStatus: undefined }],
    ['restricted', restricted],
    ['restricted by its own label', { securityLabel: [{ coding: [{ code: 'V' }] }] }],
    ['of another type', { type: { coding: [{ ...typeCoding, code: 'summary' }] } }],
    ['of a type in words', { type: { text: 'Handover note' } }],
    ['of another person', { subject: { reference: 'Patient/q' } }],
  ])('%s is none', (_, difference) => {
    expect(notesOf(note(difference))).toEqual([]);
    expect(notesOf(note())).toHaveLength(1);
  });

  test('was not known before its day', () => {
    const { reading } = read([visit('1'), note()]);
    expect(asKnownOn(reading, day('2026-07-27')).handoverNotes).toMatchObject({ value: [] });
    expect(asKnownOn(reading, day('2026-07-28')).handoverNotes).toMatchObject({ value: [{}] });
  });

  test('of STU3 was written when it was created, else indexed', () => {
    const stu3 = { date: undefined, indexed: '2026-07-29T10:00:00Z' };
    const older = visit('2', { reason: [{ text: 'cough' }], diagnosis: undefined });
    const of = (difference: object) => {
      const { handoverNotes } = read([older, note({ ...stu3, ...difference })], {}, { version: stu3Version }).reading;
      return handoverNotes.known ? handoverNotes.value.map((one) => one.day) : [];
    };
    expect(of({})).toEqual([day('2026-07-29')]);
    expect(of({ created: '2026-07-27' })).toEqual([day('2026-07-27')]);
  });
});

const response = (difference: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  id: '1',
  status: 'completed',
  questionnaire: 'https://secure-base.org/fhir/Questionnaire/about-me|2',
  subject,
  authored: '2026-05-03T10:00:00Z',
  author: subject,
  item: [{ text: 'secret', answer: [{ valueString: 'secret' }] }],
  ...difference,
});
const observation = (difference: object = {}) => ({
  resourceType: 'Observation',
  id: '1',
  status: 'final',
  code: { text: 'About me' },
  subject,
  effectiveDateTime: '2026-05-03',
  performer: [subject],
  valueString: 'secret',
  ...difference,
});
const aboutMeOf = (...resources: object[]) => {
  const { aboutMe } = read(resources).reading;
  return aboutMe.known ? aboutMe.value : [];
};

describe('what the person wrote about themselves', () => {
  test('is an answered questionnaire, or an observation, of the set', () => {
    expect(aboutMeOf(response(), observation())).toEqual([
      { reference: 'Observation/1', day: day('2026-05-03') },
      { reference: 'QuestionnaireResponse/1', day: day('2026-05-03') },
    ]);
    expect(aboutMeOf(response({ status: 'amended', author: undefined, source: subject }))).toHaveLength(1);
    expect(aboutMeOf(response({ questionnaire: { display: 'What matters to me' } }))).toHaveLength(1);
    expect(aboutMeOf(observation({ effectiveDateTime: undefined, issued: '2026-05-03T10:00:00Z' }))).toHaveLength(1);
  });

  test.each([
    ['in progress', { status: 'in-progress' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['restricted', restricted],
    ['by a clinician', { author: patel }],
    ['by a clinician as the person told it', { author: patel, source: subject }],
    ['told by a relative', { author: subject, source: { reference: 'RelatedPerson/1' } }],
    ['by a parent who is a patient too', { author: { reference: 'Patient/mother' } }],
    ['by nobody who is named', { author: undefined }],
    ['without a day', { authored: undefined }],
    ['of another questionnaire', { questionnaire: 'https://example.org/Questionnaire/phq-9' }],
    ['of no questionnaire', { questionnaire: undefined }],
    ['of another person', { subject: { reference: 'Patient/q' }, author: { reference: 'Patient/q' } }],
  ])('a questionnaire %s is none', (_, difference) => {
    expect(aboutMeOf(response(difference))).toEqual([]);
    expect(aboutMeOf(response())).toHaveLength(1);
  });

  test.each([
    ['preliminary', { status: 'preliminary' }],
    ['restricted', restricted],
    ['by a clinician', { performer: [patel] }],
    ['by both', { performer: [subject, patel] }],
    ['by nobody who is named', { performer: undefined }],
    ['of something else', { code: { text: 'About me and the diet' } }],
  ])('an observation %s is none', (_, difference) => {
    expect(aboutMeOf(observation(difference))).toEqual([]);
    expect(aboutMeOf(observation())).toHaveLength(1);
  });

  test('nothing of what either says is read', () => {
    const { reading } = read([visit('1'), note(), response(), observation()]);
    expect(JSON.stringify([reading.handoverNotes, reading.aboutMe])).not.toContain('secret');
  });
});
