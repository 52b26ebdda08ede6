import { describe, expect, test } from '@jest/globals';
import { illnessSignature } from '#src/detectors/signature/illness-signature.ts';
import type { Condition } from '#src/history/history.ts';
import { booking, condition, contact, found, type Life, openedBy, today } from '../support/life.ts';

const spells = [1900, 1400, 900, 400];
const spell = (daysAgo: number, difference: Partial<Condition> = {}): Condition =>
  condition(['depression'], daysAgo, { active: false, ended: today - daysAgo + 40, ...difference });
const headache = (daysAgo: number) => condition(['symptom-headache'], daysAgo);
const missed = (daysAgo: number) => booking(daysAgo, { state: 'missed', by: 'person' });

/** Headaches came before all but the last of the low spells, missed appointments before all but the third; each was there at settled times too. */
const headaches = (given: readonly number[]) => [
  ...given.filter((_, i) => i !== 3).map((days) => headache(days + 10)),
  headache(1650),
];
const absences = (given: readonly number[]) => [
  ...given.filter((_, i) => i !== 2).map((days) => missed(days + 15)),
  missed(1150),
  missed(650),
];
const life = (
  difference: { readonly conditions?: readonly Condition[]; readonly spells?: readonly number[] } & Life = {},
): Life => {
  const { conditions, spells: given = spells, ...rest } = difference;
  return {
    conditions: conditions ?? [...given.map((days) => spell(days)), ...headaches(given), headache(9)],
    bookings: [...absences(given), missed(5)],
    contacts: [contact('A', 2000), contact('A', 100)],
    ...rest,
  };
};
const finding = (one: Life, opening = openedBy()) => found(illnessSignature, one, opening);

test('fires on what came before this person’s own relapses, and says in how many of them and of the settled periods', () => {
  const told = finding(life());
  expect(told?.facts).toMatchObject({
    condition: 'depression',
    relapses: 4,
    together: 2,
    togetherSettled: 0,
    windowDays: 28,
    plan: false,
    learned: expect.arrayContaining(['symptom-headache', 'missed-appointment']),
  });
  expect(told?.facts).toMatchObject({
    signs: expect.arrayContaining([expect.objectContaining({ sign: 'symptom-headache', before: 3, settled: 1 })]),
  });
  expect(JSON.stringify(told?.facts)).not.toMatch(/"(?:p|odds|llr|score|probability)"/i);
  expect(told).toMatchObject({ number: 2, unit: 'signs' });
});

describe('stays silent', () => {
  const silences: readonly (readonly [string, Life])[] = [
    ['on one sign of two', life({ bookings: absences(spells) })],
    [
      'where nothing is there now',
      life({
        bookings: [],
        conditions: [...spells.map((days) => spell(days)), ...headaches(spells)],
      }),
    ],
    ['on a first episode', life({ spells: [400] })],
    [
      'on fewer than 12 settled periods',
      life({ spells: [400, 330], registration: { since: today - 470, temporary: false, careManager: undefined } }),
    ],
    [
      'where suicidal risk was recorded of late',
      life({ conditions: [...(life().conditions ?? []), condition(['suicidal-risk'], 20)] }),
    ],
    [
      'within the wash-out after a relapse',
      life({ conditions: [...(life().conditions ?? []), spell(30, { ended: undefined, active: true })] }),
    ],
    [
      'on reviews of what is known',
      life({
        conditions: [...spells.map((days) => spell(days, { review: true })), ...headaches(spells), headache(9)],
      }),
    ],
    [
      'on tentative diagnoses',
      life({
        conditions: [...spells.map((days) => spell(days, { tentative: true })), ...headaches(spells), headache(9)],
      }),
    ],
    ['36 months after the last relapse', life({ spells: spells.map((days) => days + 800) })],
    [
      'on signs that are there at all times',
      life({
        conditions: [...(life().conditions ?? []), ...Array.from({ length: 80 }, (_, i) => headache(2100 - i * 26))],
        bookings: [...(life().bookings ?? []), ...Array.from({ length: 80 }, (_, i) => missed(2100 - i * 26))],
      }),
    ],
    ['where conditions were not read whole', { ...life(), unread: ['conditions'] }],
  ];
  test.each(silences)('%s; but fires without that', (_, one) => {
    expect(finding(one)).toBeUndefined();
    expect(finding(life())?.code).toBe('illness-signature');
  });

  test('where appointments were not read: what was not seen is no sign; but fires where they were', () => {
    expect(finding({ ...life(), unread: ['bookings'] })?.facts).not.toMatchObject({
      learned: expect.arrayContaining(['missed-appointment']),
    });
    expect(finding(life())?.facts).toMatchObject({ learned: expect.arrayContaining(['missed-appointment']) });
  });

  test('two relapses less than eight weeks apart are one, which teaches nothing; but further apart they do', () => {
    const two = (apart: number) => life({ spells: [900, 900 - apart] });
    expect(finding(two(50))).toBeUndefined();
    expect(finding(life())?.facts).toMatchObject({ relapses: 4 });
  });
});
