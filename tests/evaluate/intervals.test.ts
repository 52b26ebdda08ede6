import { describe, expect, test } from '@jest/globals';
import { garwood, proportion, rate } from '../../scripts/evaluate/report/intervals.ts';
import { verdictOf } from '../../scripts/evaluate/report/targets.ts';

describe('Wilson’s interval', () => {
  test.each([
    [2, 3, 0.208, 0.939],
    [3, 5, 0.231, 0.882],
    [6, 10, 0.313, 0.832],
    [8, 10, 0.49, 0.943],
    [0, 5, 0, 0.4345],
  ])('of %i in %i', (count, n, low, high) => {
    const found = proportion(count, n);
    expect(found.value).toBeCloseTo(count / n, 10);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });
});

describe('Garwood’s interval of a Poisson mean', () => {
  test.each([
    [0, 0, 3.689],
    [1, 0.025, 5.572],
    [10, 4.795, 18.39],
  ])('of %i events', (events, low, high) => {
    const found = garwood(events);
    expect(found.low).toBeCloseTo(low, 2);
    expect(found.high).toBeCloseTo(high, 2);
  });
});

describe('a rate', () => {
  test('is wider where the events are one person’s than where they are many people’s', () => {
    const quiet = { events: 0, exposure: 10 };
    const one = rate([{ events: 30, exposure: 10 }, ...Array.from({ length: 29 }, () => quiet)], 1);
    const many = rate(
      Array.from({ length: 30 }, () => ({ events: 1, exposure: 10 })),
      1,
    );
    expect(one.value).toBeCloseTo(many.value, 10);
    expect(one.high - one.low).toBeGreaterThan(many.high - many.low);
  });

  test('of nothing seen is not nothing', () => {
    expect(rate([{ events: 0, exposure: 100 }], 1).high).toBeCloseTo(0.0369, 4);
  });
});

describe('a target', () => {
  const estimate = { value: 0.04, low: 0.02, high: 0.06, n: 100 };
  test('is met by the figure, or only within its interval, or not where all of the interval is beyond it', () => {
    expect(verdictOf({ estimate, target: { most: 0.05 } })).toBe('met');
    expect(verdictOf({ estimate, target: { most: 0.03 } })).toBe('within its interval');
    expect(verdictOf({ estimate, target: { most: 0.019 } })).toBe('not met');
    expect(verdictOf({ estimate, target: { least: 0.03 } })).toBe('met');
    expect(verdictOf({ estimate, target: { least: 0.05 } })).toBe('within its interval');
    expect(verdictOf({ estimate, target: { least: 0.061 } })).toBe('not met');
  });

  test('that is none is neither', () => {
    expect(verdictOf({ estimate })).toBeUndefined();
  });
});
