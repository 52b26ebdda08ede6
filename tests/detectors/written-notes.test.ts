import { describe, expect, test } from '@jest/globals';
import { traineeChangeover } from '#src/detectors/departures/trainee-changeover.ts';
import { usualClinicianLeaving } from '#src/detectors/departures/usual-clinician-leaving.ts';
import { usualClinicianLeft } from '#src/detectors/departures/usual-clinician-left.ts';
import { firstMeeting } from '#src/detectors/familiarity/first-meeting.ts';
import { palliativeCare } from '#src/detectors/losses/palliative-care.ts';
import type { AboutMe, HandoverNote } from '#src/history/history.ts';
import {
  clinician,
  condition,
  contact,
  drawn,
  found,
  type Life,
  openedBy,
  practice,
  role,
  today,
} from '../support/builders.ts';
import { longKnownToA, plus } from './lives.ts';

/** A1: A, who saw the person often, left a hundred days ago. */
const left: Life = {
  contacts: drawn('AAAAAAAA', { from: 900, to: 110 }),
  clinicians: practice.map((one) => (one.key === 'A' ? clinician('A', [role('A', 'gp', { end: today - 100 })]) : one)),
};
/** C1: U meets for the first time someone whom A knows well; B, seen long ago too, has left. */
const first: Life = {
  ...plus(longKnownToA, contact('B', 800)),
  clinicians: practice.map((one) => (one.key === 'B' ? clinician('B', [role('B', 'gp', { end: today - 200 })]) : one)),
};
const note = (who: string, difference: Partial<HandoverNote> = {}): HandoverNote => ({
  reference: `DocumentReference/${who}`,
  clinicians: [who],
  together: true,
  day: today - 120,
  finished: true,
  ...difference,
});
const entry = (daysAgo: number): AboutMe => ({ reference: `QuestionnaireResponse/${daysAgo}`, day: today - daysAgo });
const unnamed = (life: Life, who: string): Life => ({
  ...life,
  clinicians: (life.clinicians ?? []).map((one) => (one.key === who ? { ...one, notNamed: true } : one)),
});
const noteIn = (detector: typeof usualClinicianLeft | typeof firstMeeting, life: Life) => {
  const finding = found(detector, life);
  expect(finding?.code).toBe(detector.code);
  return finding?.facts.note;
};

describe('a note for whoever comes next', () => {
  test('is mentioned after the departure of the one who wrote it, with its day', () => {
    const finding = found(usualClinicianLeft, { ...left, handoverNotes: [note('A', { day: today - 130 }), note('A')] });
    expect(finding?.facts.note).toEqual({
      clinician: { reference: 'A', name: { family: 'A' } },
      written: '2026-07-27',
      together: true,
    });
    expect(finding?.counted).toContain('DocumentReference/A');
  });

  test('is mentioned to whoever is new, if one who has left wrote it', () => {
    expect(noteIn(firstMeeting, { ...first, handoverNotes: [note('B')] })).toMatchObject({
      clinician: { reference: 'B' },
      written: '2026-07-27',
    });
  });

  test.each([
    ['a draft', left, note('A', { finished: false }), note('A')],
    ['of another clinician', left, note('B'), note('A')],
    ['without a day', left, note('A', { day: undefined }), note('A')],
  ])('that is %s is not mentioned; its twin is', (_, life, silent, twin) => {
    expect(noteIn(usualClinicianLeft, { ...life, handoverNotes: [silent] })).toBeUndefined();
    expect(noteIn(usualClinicianLeft, { ...life, handoverNotes: [twin] })).toBeDefined();
  });

  test('of someone who still works here, who is named by nothing, or from before the five years is not mentioned', () => {
    expect(noteIn(firstMeeting, { ...first, handoverNotes: [note('A')] })).toBeUndefined();
    expect(noteIn(firstMeeting, { ...unnamed(first, 'B'), handoverNotes: [note('B')] })).toBeUndefined();
    expect(noteIn(firstMeeting, { ...first, handoverNotes: [note('B', { day: today - 1900 })] })).toBeUndefined();
    expect(noteIn(firstMeeting, { ...first, handoverNotes: [note('B', { day: today - 1800 })] })).toBeDefined();
  });

  test('is not mentioned while notes are unread, and the rest is', () => {
    expect(
      noteIn(usualClinicianLeft, { ...left, handoverNotes: [note('A')], unread: ['handoverNotes'] }),
    ).toBeUndefined();
  });
});

describe('a note that the one who leaves has begun', () => {
  const ending = (kind: 'gp' | 'trainee'): Life => ({
    contacts: drawn('AAAAAA', { from: 170, to: 10 }),
    clinicians: practice.map((one) =>
      one.key === 'A' ? clinician('A', [role('A', kind, { end: today + 60, start: today - 400 })]) : one,
    ),
  });
  test.each([
    ['a goodbye', usualClinicianLeaving, ending('gp')],
    ['a changeover', traineeChangeover, ending('trainee')],
  ] as const)('is known at %s, draft or not, by them alone', (_, detector, life) => {
    const begunIn = (handoverNotes: readonly HandoverNote[]) =>
      found(detector, { ...life, handoverNotes }, openedBy('A'))?.facts.noteBegun;
    expect(begunIn([note('A', { finished: false })])).toBe(true);
    expect(begunIn([note('A')])).toBe(true);
    expect(begunIn([note('B')])).toBe(false);
    expect(begunIn([])).toBe(false);
  });
});

describe('what the person wrote about themselves', () => {
  /** A is the usual GP, palliative care was recorded 40 days ago, and the hospital has seen the person since. */
  const dying: Life = {
    contacts: [...drawn('AAAAAA', { from: 900, to: 60 }), contact('H', 38, { here: false })],
    conditions: [condition(['palliative-care'], 40)],
  };
  test.each([
    ['after a departure', usualClinicianLeft, left],
    ['at a first meeting', firstMeeting, first],
    ['in palliative care', palliativeCare, dying],
  ] as const)('is mentioned %s for 24 months, with the day of the newest', (_, detector, life) => {
    const within = found(detector, { ...life, aboutMe: [entry(730), entry(40)] });
    expect(within?.facts.aboutMe).toBe('2026-10-15');
    expect(within?.counted).toContain('QuestionnaireResponse/40');
    expect(within?.counted).not.toContain('QuestionnaireResponse/730');
    expect(found(detector, { ...life, aboutMe: [entry(729)] })?.facts).toHaveProperty('aboutMe');
    const late = found(detector, { ...life, aboutMe: [entry(732)] });
    expect(late?.code).toBe(detector.code);
    expect(late?.facts).not.toHaveProperty('aboutMe');
    expect(found(detector, { ...life, aboutMe: [entry(40)], unread: ['aboutMe'] })?.facts).not.toHaveProperty(
      'aboutMe',
    );
  });
});
