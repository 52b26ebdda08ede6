import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysInRanges, isInRanges, mergeRanges, rangeEndingAfter } from '#src/history/date-ranges.ts';

const days = Array.from({ length: 40 }, (_, i) => i);
const spans = fc.array(fc.record({ from: fc.integer({ min: 0, max: 30 }), to: fc.integer({ min: 0, max: 40 }) }), {
  maxLength: 12,
});

describe('merged spans', () => {
  test('hold the days that lie in any of the spans, and no other', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const merged = mergeRanges(all);
        const isIn = (day: number) => all.some(({ from, to }) => from <= day && day < to);
        expect(days.filter((day) => isInRanges(merged, day))).toEqual(days.filter(isIn));
        expect(daysInRanges(merged, { from: 5, to: 35 })).toBe(
          days.filter((day) => day >= 5 && day < 35 && isIn(day)).length,
        );
      }),
    );
  });

  test('are in order, and none touches another', () => {
    expect(
      mergeRanges([
        { from: 8, to: 9 },
        { from: 1, to: 3 },
        { from: 3, to: 5 },
        { from: 2, to: 4 },
        { from: 7, to: 6 },
      ]),
    ).toEqual([
      { from: 1, to: 5 },
      { from: 8, to: 9 },
    ]);
    expect(
      rangeEndingAfter(
        [
          { from: 1, to: 5 },
          { from: 8, to: 9 },
        ],
        5,
      ),
    ).toEqual({ from: 8, to: 9 });
    expect(rangeEndingAfter([{ from: 1, to: 5 }], 5)).toBeUndefined();
  });

  test('may have no end', () => {
    const merged = mergeRanges([
      { from: 3, to: Number.POSITIVE_INFINITY },
      { from: Number.NEGATIVE_INFINITY, to: 1 },
    ]);
    expect(days.filter((day) => !isInRanges(merged, day))).toEqual([1, 2]);
  });
});
