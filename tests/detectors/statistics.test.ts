import { describe, expect, test } from '@jest/globals';
import { burstProbability, dispersionProbability } from '#src/detectors/statistics.ts';

describe('many contacts in a time, given the rate of before', () => {
  test.each([
    [3, 90, 2, 0.039918504],
    [3, 90, 5, 7.553973e-5],
    [6, 90, 4, 0.0038745984],
    [12, 90, 5, 0.0062644838],
    [24, 90, 6, 0.021600205],
    [24, 90, 8, 0.0019908559],
  ])('%i in 1095 days: at least as many in %i days as %i has p = %f', (count, window, atLeast, p) => {
    expect(burstProbability(count, 1095, window, atLeast) / p).toBeCloseTo(1, 6);
  });

  test('none is certain', () => {
    expect(burstProbability(5, 1095, 182, 0)).toBe(1);
  });
});

describe('contacts that vary between quarters', () => {
  test.each([
    [[7, 0, 0, 6, 0, 8, 0, 0], 8e-6, 6],
    [[4, 4, 5, 3, 4, 5, 4, 3], 0.995, 3],
    [[0, 0, 9, 0, 0, 0, 0, 1], 1e-9, 9],
  ])('%j has p = %f', (quarters, p, digits) => {
    expect(dispersionProbability(quarters)).toBeCloseTo(p, digits);
  });

  test('of none at all nothing is unusual', () => {
    expect(dispersionProbability([0, 0, 0, 0])).toBe(1);
  });
});
