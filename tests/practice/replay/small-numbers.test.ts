import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { per100, printed } from '#src/practice/replay/small-numbers.ts';
import { runs } from '../../support/property-runs.ts';

describe('small numbers', () => {
  test.each<[number, number, number, number | 'few']>([
    [0, 0, 10, 0],
    [9, 9, 10, 'few'],
    [12, 9, 10, 'few'],
    [9, 90, 10, 'few'],
    [10, 10, 10, 10],
    [12, 12, 10, 10],
    [13, 10, 10, 15],
    [7, 1, 0, 7],
  ])('%j of %j people, limit %j: %j', (count, people, limit, expected) => {
    expect(printed(count, people, limit)).toBe(expected);
  });

  test('shares are withheld with either number', () => {
    expect(per100(5, 200)).toBe(2.5);
    expect([per100('few', 200), per100(5, 'few'), per100(0, 0)]).toEqual(['few', 'few', 'few']);
  });

  test('a withheld count never follows from its sum and the other terms', () => {
    const terms = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(terms, (counts) => {
        const shown = counts.map((count) => printed(count, count, 10));
        const total = counts.reduce((sum, each) => sum + each, 0);
        const sum = printed(total, total, 10);
        const withheld = shown.filter((one) => one === 'few').length;
        if (withheld !== 1 || sum === 'few') return;
        // A printed number stands for the five that are rounded to it, 0 for itself.
        const others = shown.filter((one) => one !== 'few');
        const slack = 2 * (1 + others.filter((one) => one > 0).length);
        const middle = sum - others.reduce((all, each) => all + each, 0);
        const possible = Array.from({ length: 9 }, (_, i) => i + 1).filter((n) => Math.abs(n - middle) <= slack);
        expect(possible.length).toBeGreaterThan(1);
      }),
      runs(300),
    );
  });
});
