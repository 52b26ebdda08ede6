import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoDay, months, parseDay } from '#src/history/calendar.ts';

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
