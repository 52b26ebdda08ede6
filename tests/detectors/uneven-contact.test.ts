import { describe, expect, test } from '@jest/globals';
import { unevenContact } from '#src/detectors/patterns/uneven-contact.ts';
import { dispersionProbability } from '#src/detectors/statistics.ts';
import type { Contact } from '#src/history/history.ts';
import { booking, condition, contact, found, type Life, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

const finding = (life: Life) => found(unevenContact, life);
const fires = (life: Life) => finding(life) !== undefined;

/** Visits by quarter of 91 days, the oldest first, each quarter's days three days apart from its tenth day on. */
const quarters = (counts: readonly number[], difference: Partial<Contact> = {}): Contact[] =>
  counts.flatMap((count, quarter) =>
    Array.from({ length: count }, (_, i) => contact('A', (8 - quarter) * 91 - 10 - i * 3, difference)),
  );
const uneven = [7, 0, 0, 6, 0, 8, 0, 0];
const emergency: Partial<Contact> = { setting: 'emergency', excluded: 'not-ambulatory', here: false };
const left = (daysAgo: number, difference: Partial<Contact> = {}) =>
  contact(undefined, daysAgo, {
    ...emergency,
    leftEarly: { stage: 'untreated', emergency: true, waitedMinutes: undefined },
    ...difference,
  });
const ending = left(200);
const life = (more: Partial<Life> = {}): Life => ({ contacts: [...quarters(uneven), ending], ...more });

test('fires on quarters with many visits beside quarters with none, and one abrupt ending', () => {
  expect(finding(life())).toMatchObject({
    code: 'uneven-contact',
    facts: { visits: 6, upTo: 8 },
    number: 21,
    unit: 'visits',
    changeKey: 'Patient/p',
  });
  expect(finding(life())?.counted).toContain(ending.reference);
  expect(unevenContact.offByDefault).toBe(true);
});

test('quarters alike are given as one number', () => {
  expect(finding({ contacts: [...quarters([7, 0, 0, 7, 0, 7, 0, 0]), ending] })?.facts).toEqual({ visits: 7 });
});

describe('stays silent', () => {
  test.each([
    ['even', [4, 4, 5, 3, 4, 5, 4, 3]],
    ['with one high quarter alone', [0, 0, 9, 0, 0, 0, 0, 1]],
    ['with one empty quarter alone', [7, 1, 1, 6, 0, 8, 1, 1]],
    ['rare', [3, 0, 0, 3, 0, 3, 0, 0]],
  ])('where contact is %s', (_, counts) => {
    expect(fires({ contacts: [...quarters(counts), ending] })).toBe(false);
  });

  test('without an abrupt ending', () => {
    expect(fires({ contacts: quarters(uneven) })).toBe(false);
    expect(fires({ contacts: [...quarters(uneven), contact(undefined, 200, emergency)] })).toBe(false);
    expect(fires({ contacts: [...quarters(uneven), left(800)] })).toBe(false);
    const here = { stage: 'unseen', emergency: false, waitedMinutes: undefined } as const;
    expect(fires({ contacts: [...quarters(uneven), left(200, { leftEarly: here })] })).toBe(false);
  });

  test('where a missed appointment did not follow a burst; fires where it did', () => {
    const last = (8 - 5) * 91 - 10 - 7 * 3;
    const missed = (daysAgo: number, by: 'person' | 'practice' = 'person') => booking(daysAgo, { state: 'missed', by });
    const bookings = (...all: ReturnType<typeof booking>[]): Life => ({ contacts: quarters(uneven), bookings: all });
    expect(fires(bookings(missed(last - 14)))).toBe(true);
    expect(fires(bookings(missed(last - 1)))).toBe(true);
    expect(fires(bookings(missed(last - 15)))).toBe(false);
    expect(fires(bookings(missed(last - 14, 'practice')))).toBe(false);
    expect(fires(bookings(booking(last - 14, { state: 'cancelled' })))).toBe(false);
  });

  test('where the appointment was missed in hospital, or kept by another record of it', () => {
    const missedOn = (8 - 5) * 91 - 10 - 7 * 3 - 1;
    const missed = booking(missedOn, { state: 'missed', by: 'person', clinicians: ['A'] });
    const stay = (from: number, to: number): Contact =>
      contact(undefined, from, { ...emergency, setting: 'inpatient', until: today - to });
    const kept = (daysAgo: number) => booking(daysAgo, { clinicians: ['A'] });
    expect(fires({ contacts: [...quarters(uneven), stay(missedOn + 2, missedOn - 4)], bookings: [missed] })).toBe(
      false,
    );
    expect(fires({ contacts: [...quarters(uneven), stay(missedOn - 2, missedOn - 4)], bookings: [missed] })).toBe(true);
    expect(fires({ contacts: quarters(uneven), bookings: [missed, kept(missedOn)] })).toBe(false);
    expect(fires({ contacts: quarters(uneven), bookings: [missed, kept(missedOn - 3)] })).toBe(true);
  });

  test('where too few quarters are surely without any contact', () => {
    const empty = [600, 500, 330, 150, 50];
    const hidden = (difference: Partial<Contact>) => empty.map((ago) => contact(undefined, ago, difference));
    const withThem = (all: readonly Contact[]) => fires({ contacts: [...quarters(uneven), ending, ...all] });
    expect(withThem(hidden({ excluded: 'restricted' }))).toBe(false);
    expect(withThem(hidden({ excluded: 'restricted' }).slice(0, 3))).toBe(true);
    const ofAYear = { excluded: 'undated', day: undefined } as const;
    expect(withThem([contact('A', 0, { ...ofAYear, latest: undefined })])).toBe(false);
    expect(withThem([contact('A', 0, { ...ofAYear, latest: today - 1100 })])).toBe(true);
    const ward = (from: number, to: number) =>
      contact(undefined, from, { ...emergency, setting: 'inpatient', until: today - to });
    expect(withThem([ward(636, 460), ward(360, 280), ward(175, 5)])).toBe(false);
    expect(withThem([ward(636, 600), ward(360, 340)])).toBe(true);
  });

  test('where the person could not be observed for two years', () => {
    expect(fires(life({ person: { registeredSince: today - 729 } }))).toBe(false);
    expect(fires(life({ person: { registeredSince: today - 730 } }))).toBe(true);
  });

  test('with a safeguarding concern, or where that was not read', () => {
    expect(fires(life({ safeguarding: ['Flag/1'] }))).toBe(false);
    expect(fires(life({ unread: ['safeguarding'] }))).toBe(false);
  });

  test('with a temporary registration', () => {
    const registration = { since: undefined, temporary: true, careManager: undefined };
    expect(fires(life({ registration }))).toBe(false);
    expect(fires(life({ registration: { ...registration, temporary: false } }))).toBe(true);
  });

  test('with a pregnancy in the two years, not before', () => {
    const pregnancy = (from: number, to: number) =>
      condition(['pregnancy'], from, { active: false, ended: today - to });
    expect(fires(life({ conditions: [pregnancy(600, 400)] }))).toBe(false);
    expect(fires(life({ conditions: [pregnancy(1300, 1100)] }))).toBe(true);
  });

  test('with custody in the two years, not before', () => {
    const inside = (daysAgo: number) => contact(undefined, daysAgo, { custody: true, here: false });
    expect(fires({ contacts: [...quarters(uneven), ending, inside(400)] })).toBe(false);
    const silencing = { clinician: undefined, groups: [], setting: 'practice', custody: true } as const;
    const hidden = contact(undefined, 400, { excluded: 'restricted', silencing });
    expect(fires({ contacts: [...quarters(uneven), ending, hidden] })).toBe(false);
    const outside = contact('A', 1000, { here: false });
    expect(fires({ contacts: [...quarters(uneven), ending, inside(1100), outside] })).toBe(true);
  });

  test.each([
    'asthma',
    'copd',
    'heart-failure',
    'migraine',
    'epilepsy',
    'inflammatory-bowel-disease',
    'syndrome-irritable-bowel',
    'gout',
    'multiple-sclerosis',
  ])('with active %s, not with one that is over', (group) => {
    expect(fires(life({ conditions: [condition([group], 2000)] }))).toBe(false);
    expect(fires(life({ conditions: [condition([group], 2000, { active: false, ended: today - 1500 })] }))).toBe(true);
  });

  test('where two of the quarters with many hold a relapse; one does not explain them', () => {
    const low = (daysAgo: number) => condition(['depression'], daysAgo, { active: false, ended: today - daysAgo + 60 });
    expect(fires(life({ conditions: [low(700), low(250)] }))).toBe(false);
    expect(fires(life({ conditions: [low(700)] }))).toBe(true);
  });

  test('where two of them have one coded reason on a third of their days', () => {
    const about = (reasons: readonly string[][]) =>
      quarters(uneven).map((one, i) => ({ ...one, reasons: reasons[i] ?? [] }));
    const first = [['sct|1'], ['sct|1'], [], ['sct|1']];
    const second = [...Array.from({ length: 7 }, () => []), ['sct|2'], ['sct|2']];
    const both = [...first, [], [], [], ['sct|2'], ['sct|2']];
    expect(fires({ contacts: [...about(both), ending] })).toBe(false);
    expect(fires({ contacts: [...about(first), ending] })).toBe(true);
    expect(fires({ contacts: [...about(second), ending] })).toBe(true);
  });

  test('of planned series and visits booked long ahead', () => {
    expect(fires({ contacts: [...quarters(uneven, { series: 'dressing' }), ending] })).toBe(false);
    expect(fires({ contacts: [...quarters(uneven, { bookedAhead: true }), ending] })).toBe(false);
  });

  test('for children, in care homes and hospices', () => {
    expect(unevenContact.audience).toEqual({ children: false, careHomes: false, hospices: false, anyStaff: false });
  });
});

const nearlyEven = [3, 3, 1, 1, 1, 1, 0, 0];
const ofCounts = (counts: readonly number[]): Life => ({ contacts: [...quarters(counts), ending] });
const low = (daysAgo: number) => condition(['depression'], daysAgo, { active: false, ended: today - daysAgo + 60 });

givesEverySilence(
  unevenContact,
  {
    'few-contact-days-a-quarter': { life: ofCounts([3, 0, 0, 3, 0, 3, 0, 0]), because: { mean: 1.125, needs: 1.25 } },
    'few-empty-quarters': { life: ofCounts([7, 1, 1, 6, 0, 8, 1, 1]), because: { quarters: 1, needs: 2 } },
    'few-busy-quarters': { life: ofCounts([0, 0, 9, 0, 0, 0, 0, 1]), because: { quarters: 1, needs: 2 } },
    'may-be-chance': {
      life: ofCounts(nearlyEven),
      because: { probability: dispersionProbability(nearlyEven), most: 0.001 },
    },
    'follows-illness': { life: life({ conditions: [low(700), low(250)] }), because: { quarters: 2, most: 1 } },
    'no-abrupt-ending': { life: { contacts: quarters(uneven) } },
    'temporary-registration': {
      life: life({ registration: { since: undefined, temporary: true, careManager: undefined } }),
    },
    'episodic-illness': { life: life({ conditions: [condition(['asthma'], 2000)] }) },
    pregnancy: { life: life({ conditions: [condition(['pregnancy'], 600, { active: false, ended: today - 400 })] }) },
    custody: {
      life: { contacts: [...quarters(uneven), ending, contact(undefined, 400, { custody: true, here: false })] },
    },
    safeguarding: { life: life({ safeguarding: ['Flag/1'] }) },
  },
  [
    ['few-empty-quarters', 'few-busy-quarters', 'few-contact-days-a-quarter', 'may-be-chance'],
    ['no-abrupt-ending'],
    ['episodic-illness'],
    ['follows-illness'],
    ['pregnancy', 'custody', 'temporary-registration'],
    ['safeguarding', 'audience'],
    ['observed-too-briefly'],
  ],
);
