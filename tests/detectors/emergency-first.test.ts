import { describe, expect, test } from '@jest/globals';
import { emergencyFirst } from '#src/detectors/engagement/emergency-first.ts';
import type { Condition, Contact } from '#src/history/history.ts';
import { condition, contact, found, type Life, openedBy, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';
import { diagnosis, twoEmergencies } from './lives.ts';

const twoOfThree = twoEmergencies();
const [first, second, clinic] = twoOfThree.contacts as readonly [Contact, Contact, Contact];
const finding = (life: Life) => found(emergencyFirst, life, openedBy());

test('fires on two of the last three serious diagnoses, and counts what it rests on', () => {
  expect(finding(twoOfThree)).toMatchObject({
    facts: { emergency: 2, of: 3, days: ['2024-09-15', '2026-01-28'], alsoSeen: false },
    number: 3,
    unit: 'diagnoses',
  });
  expect(finding(twoOfThree)?.counted).toEqual(
    expect.arrayContaining([
      first.reference,
      second.reference,
      ...(twoOfThree.conditions ?? []).map((one) => one.reference),
    ]),
  );
});

test('says that GPs had been seen too only where they had been in the year before each', () => {
  const seen = (...days: number[]) =>
    finding({ ...twoOfThree, contacts: [...days.map((day) => contact('A', day)), ...(twoOfThree.contacts ?? [])] });
  expect(seen(1000, 500)?.facts).toMatchObject({ alsoSeen: true });
  expect(seen(1000)?.facts).toMatchObject({ alsoSeen: false });
  const nurse = contact('N', 500);
  const contacts = [contact('A', 1000), nurse, ...(twoOfThree.contacts ?? [])];
  expect(finding({ ...twoOfThree, contacts })?.facts).toMatchObject({ alsoSeen: false });
});

describe('stays silent', () => {
  const withConditions = (...conditions: Condition[]): Life => ({ contacts: twoOfThree.contacts ?? [], conditions });
  const [epilepsy, failure, cancer] = twoOfThree.conditions ?? [];
  const all = [epilepsy, failure, cancer].filter((one) => one !== undefined);
  const silences: readonly (readonly [string, Life])[] = [
    ['on one emergency', { ...twoOfThree, conditions: all.filter((one) => one !== epilepsy) }],
    [
      'where anyone was consulted in the 90 days before',
      { ...twoOfThree, contacts: [contact('N', 390), first, second, clinic] },
    ],
    [
      'on diagnoses that are not serious, such as an injury',
      withConditions(...all.map((one) => ({ ...one, groups: ['injury'] }))),
    ],
    [
      'on a planned admission',
      { ...twoOfThree, contacts: [first, { ...second, setting: 'inpatient', unplanned: false }, clinic] },
    ],
    ['on reviews', withConditions(...all.map((one) => (one === failure ? { ...one, review: true } : one)))],
    [
      'on tentative diagnoses',
      withConditions(...all.map((one) => (one === failure ? { ...one, tentative: true } : one))),
    ],
    [
      'on a second entry of one diagnosis',
      withConditions(...all.map((one) => (one === failure ? { ...one, groups: ['epilepsy'] } : one))),
    ],
    [
      'where a tentative diagnosis was made earlier by the GP',
      withConditions(...all, condition(['heart-failure'], 420, { tentative: true })),
    ],
    [
      'where it was known already at a review',
      withConditions(...all, condition(['heart-failure'], 420, { review: true })),
    ],
    [
      'where it was recorded before, on a day that is not known',
      withConditions(...all, condition(['heart-failure'], 0, { recorded: undefined })),
    ],
    [
      'on an emergency that was entered in error',
      { ...twoOfThree, contacts: [first, { ...second, excluded: 'entered-in-error' }, clinic] },
    ],
    [
      'before the registration',
      { ...twoOfThree, registration: { since: today - 790, temporary: false, careManager: undefined } },
    ],
  ];
  test.each(silences)('%s; but fires without that', (_, life) => {
    expect(finding(life)).toBeUndefined();
    expect(finding(twoOfThree)?.code).toBe('emergency-first');
  });

  test('where a consultation was 90 days before; but fires where it was 91', () => {
    const seen = (days: number) =>
      finding({ ...twoOfThree, contacts: [contact('N', 300 + days), first, second, clinic] });
    expect(seen(90)).toBeUndefined();
    expect(seen(91)?.code).toBe('emergency-first');
  });

  test('where one that is restricted was; but fires where that was cancelled, and tells of neither', () => {
    const seen = (excluded: 'restricted' | 'cancelled') =>
      finding({ ...twoOfThree, contacts: [contact('A', 350, { excluded }), first, second, clinic] });
    expect(seen('restricted')).toBeUndefined();
    expect(seen('cancelled')?.code).toBe('emergency-first');
  });

  test('where a GP had been seen earlier on the day; but fires where it was later', () => {
    const seen = (hours: number) => {
      const start = second.startedAt ?? 0;
      const visit = contact('A', 300, { startedAt: start + hours * 3_600_000 });
      return finding({ ...twoOfThree, contacts: [first, second, visit, clinic] });
    };
    expect(seen(-2)).toBeUndefined();
    expect(seen(2)?.code).toBe('emergency-first');
  });

  test('where two of the last three were not; but fires where one was not', () => {
    const later = ['cancer', 'dementia', 'parkinson'].map((group, i) => diagnosis(group, contact('A', 100 - i)));
    const [epileptic, failing] = all;
    const earlier = [epileptic, failing].filter((one) => one !== undefined);
    expect(finding(withConditions(...earlier, ...later.slice(0, 2)))).toBeUndefined();
    expect(finding(withConditions(...earlier, ...later.slice(0, 1)))?.code).toBe('emergency-first');
  });
});

test('a tentative entry at the emergency, confirmed later elsewhere, was first recorded there', () => {
  const conditions = [
    ...(twoOfThree.conditions ?? []).map((one) =>
      one.groups.includes('heart-failure') ? { ...one, tentative: true } : one,
    ),
    condition(['heart-failure'], 250),
  ];
  expect(finding({ ...twoOfThree, conditions })?.facts).toMatchObject({ emergency: 2, of: 3 });
});

const restricted = contact('A', 350, { excluded: 'restricted' });

givesEverySilence(
  emergencyFirst,
  {
    'too-few-diagnoses': {
      life: { ...twoOfThree, conditions: twoOfThree.conditions.slice(0, 1) },
      because: { diagnoses: 1, needs: 2 },
    },
    'few-emergencies': {
      life: { ...twoOfThree, conditions: twoOfThree.conditions.slice(1) },
      because: { emergencies: 1, of: 2, needs: 2 },
    },
    'seen-shortly-before': {
      life: { ...twoOfThree, contacts: [contact('N', 390), ...twoOfThree.contacts] },
      because: { diagnoses: 1, of: 2, withinDays: 90 },
    },
    'restricted-entry': { life: { ...twoOfThree, contacts: [restricted, ...twoOfThree.contacts] } },
  },
  [
    ['seen-shortly-before'],
    ['not-counted', 'too-few-diagnoses'],
    ['not-counted', 'too-few-diagnoses'],
    ['not-counted', 'too-few-diagnoses'],
    ['seen-shortly-before'],
    ['few-emergencies'],
  ],
);
