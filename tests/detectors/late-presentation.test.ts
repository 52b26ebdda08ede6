import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { latePresentation } from '#src/detectors/engagement/late-presentation.ts';
import type { Condition } from '#src/history/history.ts';
import { condition, found, type Life, openedBy, today } from '../support/builders.ts';
import { givesEverySilence } from '../support/silences.ts';

/** A problem recorded so many days ago that had been there for `interval` days. */
const problem = (recorded: number, interval: number, difference: Partial<Condition> = {}) =>
  condition([], recorded, { onset: today - recorded - interval, ...difference });
const finding = (conditions: readonly Condition[], life: Life = {}) =>
  found(latePresentation, { ...life, conditions }, openedBy());

const twoOfThree = [problem(700, 96), problem(400, 10), problem(100, 104)];

describe('late presentation fires', () => {
  test('on two late of the last three problems, and says how long each had been there', () => {
    expect(finding(twoOfThree)).toMatchObject({
      facts: { late: 2, of: 3, intervals: [96, 104], overDays: 90 },
      counted: twoOfThree.map(({ reference }) => reference),
      number: 3,
      unit: 'problems',
      changeKey: twoOfThree[2]?.reference,
    });
  });

  test('on three late of the last five', () => {
    const five = [problem(1300, 96), problem(1000, 100), problem(700, 120), problem(400, 10), problem(100, 20)];
    expect(finding(five)?.facts).toMatchObject({ late: 3, of: 5, intervals: [96, 100, 120] });
  });

  test('on alarm symptoms after a month', () => {
    const alarm = { groups: ['alarm-symptom'] };
    const found = finding([problem(700, 31, alarm), problem(400, 10), problem(100, 91)]);
    expect(found?.facts).toMatchObject({ late: 2, overDays: 30 });
  });
});

test('a silence ends with the newest late problem, not with a further one that came in time', () => {
  const [late, intime, later] = [problem(700, 96), problem(400, 104), problem(100, 10)];
  expect(finding([late, intime, later])?.changeKey).toBe(intime.reference);
});

test('how many of three or of five must be late can be set', () => {
  const conditions = [problem(700, 96), problem(400, 10), problem(100, 20)];
  expect(finding(conditions)).toBeUndefined();
  expect(found(latePresentation, { conditions }, openedBy(), { lateOfThree: 1 })?.facts).toMatchObject({ late: 1 });
});

describe('late presentation stays silent', () => {
  const silences: readonly (readonly [string, readonly Condition[], readonly Condition[], Life?])[] = [
    ['on one late of three', [problem(700, 96), problem(400, 10), problem(100, 20)], twoOfThree],
    [
      'on two of four, which chance gives too often',
      [problem(1300, 96), problem(1000, 100), problem(700, 10), problem(400, 10)],
      [problem(1300, 96), problem(1000, 100), problem(700, 10)],
    ],
    ['at exactly 90 days', [problem(700, 90), problem(400, 10), problem(100, 104)], twoOfThree],
    [
      'at 31 days without an alarm symptom',
      [problem(700, 31), problem(400, 10), problem(100, 104)],
      [problem(700, 31, { groups: ['alarm-symptom'] }), problem(400, 10), problem(100, 104)],
    ],
    [
      'where fewer than three onsets are before their record',
      [problem(700, 96), problem(400, 0), problem(100, 104)],
      twoOfThree,
    ],
    [
      'on onsets over two years before',
      [problem(700, 731), problem(400, 10), problem(250, 20), problem(100, 104)],
      [problem(700, 96), problem(250, 20), problem(100, 104)],
    ],
    [
      'on problems that are known only by year',
      [problem(700, 96, { onset: undefined }), problem(400, 10), problem(250, 12), problem(100, 104)],
      [problem(400, 96), problem(250, 12), problem(100, 104)],
    ],
    [
      'on problems recorded within the month in which they began, which came in time',
      [problem(800, 8), problem(600, 96), problem(400, 10), problem(200, -12, { onsetExact: false }), problem(80, 104)],
      [problem(800, 8), problem(600, 96), problem(400, 10), problem(200, -12), problem(80, 104)],
    ],
    [
      'on problems that came before their onset, which is a fault',
      [problem(700, 96), problem(400, 10), problem(100, -20)],
      twoOfThree,
    ],
    [
      'on reviews',
      [problem(700, 96, { review: true }), problem(400, 10), problem(250, 10), problem(100, 104)],
      twoOfThree,
    ],
    [
      'on tentative diagnoses',
      [problem(700, 96), problem(400, 10), problem(250, 10), problem(100, 104, { tentative: true })],
      twoOfThree,
    ],
    [
      'on what was recorded within 30 days of registration',
      [problem(770, 96), problem(400, 10), problem(100, 104)],
      [problem(760, 96), problem(400, 10), problem(100, 104)],
      { registration: { since: today - 800, temporary: false, careManager: undefined } },
    ],
    [
      'on five problems of one day, which is tidying up',
      [...Array.from({ length: 5 }, () => problem(700, 96)), problem(400, 10), problem(100, 104)],
      [...Array.from({ length: 4 }, () => problem(700, 96)), problem(400, 10), problem(100, 104)],
    ],
    [
      'on two late problems of one episode',
      [problem(700, 10), problem(400, 10), problem(180, 104), problem(100, 96)],
      [problem(700, 10), problem(400, 10), problem(195, 104), problem(100, 96)],
    ],
    [
      'on what was recorded before the registration here',
      [problem(900, 96), problem(400, 10), problem(100, 104)],
      [problem(760, 96), problem(400, 10), problem(100, 104)],
      { registration: { since: today - 800, temporary: false, careManager: undefined } },
    ],
    ['on problems of over five years ago', [problem(2000, 96), problem(400, 10), problem(100, 104)], twoOfThree],
  ];

  test.each(silences)('%s; but fires with one difference', (_, silent, fires, life = {}) => {
    expect(finding(silent, life)).toBeUndefined();
    expect(finding(fires, life)?.code).toBe('late-presentation');
  });

  test('for a person new to the practice; but fires two years on', () => {
    const since = (days: number): Life => ({
      registration: { since: today - days, temporary: false, careManager: undefined },
    });
    const conditions = [problem(500, 96), problem(300, 10), problem(100, 104)];
    expect(finding(conditions, since(700))).toBeUndefined();
    expect(finding(conditions, since(731))?.code).toBe('late-presentation');
  });
});

const vectors = new URL('../../../shared/vectors/statistics.json', import.meta.url);
const missing = existsSync(vectors) ? '' : ' (skipped: the published vectors are not on this machine)';
const withVectors = missing === '' ? test : test.skip;

withVectors(
  `two of three and three of five are rarer by chance than one in thirty, two of four and of five are not${missing}`,
  () => {
    const { cases } = JSON.parse(readFileSync(vectors, 'utf8')).binomialAtLeast;
    const chance = (k: number, n: number): number =>
      cases.find((one: { k: number; n: number; p: number }) => one.k === k && one.n === n && one.p === 0.1).value;
    const late = (pattern: string) => [...pattern].map((one, i) => problem(1700 - i * 330, one === 'L' ? 95 : 5));
    for (const [k, n, pattern] of [
      [2, 3, 'LOL'],
      [3, 5, 'LLLOO'],
    ] as const) {
      expect(chance(k, n)).toBeLessThan(1 / 30);
      expect(finding(late(pattern))?.code).toBe('late-presentation');
    }
    for (const [k, n, pattern] of [
      [2, 4, 'LLOO'],
      [2, 5, 'LOLOO'],
    ] as const) {
      expect(chance(k, n)).toBeGreaterThan(1 / 30);
      expect(finding(late(pattern))).toBeUndefined();
    }
  },
);

givesEverySilence(
  latePresentation,
  {
    'too-few-problems': { life: { conditions: twoOfThree.slice(0, 2) }, because: { problems: 2, needs: 3 } },
    'onsets-as-recorded': {
      life: { conditions: [problem(700, 96), problem(400, 0), problem(100, 104)] },
      because: { problems: 2, of: 3, needs: 3 },
    },
    'few-were-late': {
      life: { conditions: [problem(1300, 96), problem(1000, 100), problem(700, 10), problem(400, 10)] },
      because: { late: 1, of: 3, needs: 2, lateInFive: 2, needsInFive: 3 },
    },
  },
  [
    ['few-were-late'],
    ['onsets-as-recorded'],
    ['not-counted', 'too-few-problems'],
    ['not-counted', 'too-few-problems'],
    ['not-counted', 'too-few-problems'],
    ['not-counted', 'too-few-problems'],
    ['not-counted', 'too-few-problems'],
  ],
);
