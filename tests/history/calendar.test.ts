import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  covers,
  firstFrom,
  hasItemIn,
  isDated,
  isInRange,
  isoDay,
  itemsIn,
  lastMonths,
  lookBack,
  months,
  parseDay,
} from '#src/history/calendar.ts';

describe('days', () => {
  test('a day is whole days since 1970-01-01', () => {
    expect(parseDay('1970-01-01')).toBe(0);
    expect(parseDay('2026-09-30')).toBe(20_726);
    expect(parseDay('1969-12-31')).toBe(-1);
  });

  test.each([
    '2026',
    '2026-09',
    '2026-02-30',
    '2026-13-01',
    '26-09-30',
    '2026-09-30T10:00:00Z',
    ' 2026-09-30',
    '',
  ])('%j is no day', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test('29 February is a day in a leap year only', () => {
    expect(parseDay('2024-02-29')).toBeDefined();
    expect(parseDay('2025-02-29')).toBeUndefined();
  });

  test('every day is read back as it is written', () => {
    fc.assert(fc.property(fc.integer({ min: -36_500, max: 73_000 }), (day) => parseDay(isoDay(day)) === day));
  });

  test('the day after is one more, whatever the clocks do', () => {
    expect((parseDay('2026-03-30') ?? 0) - (parseDay('2026-03-29') ?? 0)).toBe(1);
    expect((parseDay('2027-01-01') ?? 0) - (parseDay('2026-12-31') ?? 0)).toBe(1);
  });
});

test.each([
  [6, 182],
  [12, 365],
  [18, 547],
  [24, 730],
  [36, 1095],
  [60, 1826],
])('a look-back of %i months is %i days', (count, days) => {
  expect(months(count)).toBe(days);
});

describe('ranges of days', () => {
  test('a look-back reaches to the day so many months ago, the last months to the day after it', () => {
    expect(lookBack(1000, 12)).toEqual({ from: 635, to: 1001 });
    expect(lastMonths(1000, 12)).toEqual({ from: 636, to: 1001 });
  });

  test('a range has its first day and not its end', () => {
    expect([4, 5, 8, 9].map((day) => isInRange(day, { from: 5, to: 9 }))).toEqual([false, true, true, false]);
  });

  test('a recorded period has both its ends, and reaches for ever where one is not recorded', () => {
    expect([4, 5, 9, 10].map((day) => covers({ from: 5, to: 9 }, day))).toEqual([false, true, true, false]);
    expect(covers({ from: undefined, to: 9 }, -1000)).toBe(true);
    expect(covers({ from: 5, to: undefined }, 1000)).toBe(true);
  });

  test('items are found as by looking at each', () => {
    const sorted = fc.array(fc.integer({ min: 0, max: 20 })).map((days) => days.toSorted((a, b) => a - b));
    const bound = fc.integer({ min: -2, max: 23 });
    fc.assert(
      fc.property(sorted, bound, bound, (days, from, to) => {
        const items = days.map((day) => ({ day }));
        const inside = items.filter(({ day }) => isInRange(day, { from, to }));
        expect(firstFrom(items, from)).toBe(items.filter(({ day }) => day < from).length);
        expect(itemsIn(items, { from, to })).toEqual(inside);
        expect(hasItemIn(items, { from, to })).toBe(inside.length > 0);
      }),
    );
  });

  test('an item is dated where its day is known', () => {
    expect([{ day: 0 }, { day: undefined }].filter(isDated)).toEqual([{ day: 0 }]);
  });

  test('nothing else in the history or the detections has a range type or a binary search of its own', () => {
    const own = /readonly from: Day;\s+readonly to: Day|>> 1\b/;
    const files = globSync('src/{history,detectors}/**/*.ts');
    expect(files.filter((file) => own.test(readFileSync(file, 'utf8')))).toEqual([
      'src/detectors/detector.ts',
      'src/history/calendar.ts',
    ]);
  });
});
