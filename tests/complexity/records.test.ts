import { describe, expect, test } from '@jest/globals';
import { texts } from '../../scripts/complexity/families/texts.ts';
import { families } from '../../scripts/complexity/families.ts';
import { exceedsLimit } from '../../scripts/complexity/measure.ts';
import { testCosts } from './costs.ts';

describe('a body of 10 MiB costs twice as much as half of it, and no more than one call may: records', () => {
  testCosts(families.filter((family) => !texts.includes(family)));
});

test('what costs the square of its size is too much', () => {
  expect(exceedsLimit({ n: 1, half: 150, full: 600 })).toBe(true);
  expect(exceedsLimit({ n: 1, half: 150, full: 420 })).toBe(false);
  expect(exceedsLimit({ n: 1, half: 1000, full: 1600 })).toBe(true);
  expect(exceedsLimit({ n: 1, half: 1000, full: 1600 }, 2)).toBe(false);
  expect(exceedsLimit({ n: 1, half: 1500, full: 3100 }, 2)).toBe(true);
  // A full garbage collection, which only the larger call needed.
  expect(exceedsLimit({ n: 1, half: 5, full: 150 })).toBe(false);
});
