import { describe, expect, test } from '@jest/globals';
import { texts } from '../../scripts/complexity/families/texts.ts';
import { families } from '../../scripts/complexity/families.ts';
import { isTooMuch } from '../../scripts/complexity/measure.ts';
import { testCosts } from './costs.ts';

describe('a body of 10 MiB costs twice as much as half of it, and no more than one call may: records', () => {
  testCosts(families.filter((family) => !texts.includes(family)));
});

test('what costs the square of its size is too much', () => {
  expect(isTooMuch({ n: 1, half: 100, whole: 400 })).toBe(true);
  expect(isTooMuch({ n: 1, half: 100, whole: 250 })).toBe(false);
  expect(isTooMuch({ n: 1, half: 1000, whole: 1600 })).toBe(true);
  expect(isTooMuch({ n: 1, half: 1000, whole: 1600 }, 2)).toBe(false);
  expect(isTooMuch({ n: 1, half: 1500, whole: 3100 }, 2)).toBe(true);
  // So little time is that of the machine.
  expect(isTooMuch({ n: 1, half: 5, whole: 50 })).toBe(false);
});
