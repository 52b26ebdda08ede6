import { describe, expect, test } from '@jest/globals';
import { texts } from '../../scripts/complexity/families/texts.ts';
import { families } from '../../scripts/complexity/families.ts';
import { exceedsLimit } from '../../scripts/complexity/measure.ts';
import { testCosts } from './costs.ts';

describe('a body of 10 MiB costs twice as much as half of it, and no more than one call may: records', () => {
  testCosts(families.filter((family) => !texts.includes(family)));
});

test('what costs the square of its size is too much', () => {
  expect(exceedsLimit({ n: 1, half: 100, full: 400 })).toBe(true);
  expect(exceedsLimit({ n: 1, half: 100, full: 250 })).toBe(false);
  expect(exceedsLimit({ n: 1, half: 1000, full: 1600 })).toBe(true);
  expect(exceedsLimit({ n: 1, half: 1000, full: 1600 }, 2)).toBe(false);
  expect(exceedsLimit({ n: 1, half: 1500, full: 3100 }, 2)).toBe(true);
  // So little time is that of the machine.
  expect(exceedsLimit({ n: 1, half: 5, full: 50 })).toBe(false);
});
