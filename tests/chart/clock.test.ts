import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createClock } from '#src/chart/clock.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'performance'] }));
afterEach(() => void jest.useRealTimers());

test.each([
  ['Europe/London', '2026-07-01T22:59:59.999Z', '2026-07-01', '2026-07-02'],
  ['Europe/London', '2026-12-01T23:59:59.999Z', '2026-12-01', '2026-12-02'],
  ['Australia/Lord_Howe', '2026-12-01T12:59:59.999Z', '2026-12-01', '2026-12-02'],
  ['America/St_Johns', '2026-12-01T03:29:59.999Z', '2026-11-30', '2026-12-01'],
] as const)('in %s a new day begins at midnight there, to the millisecond', (zone, last, day, next) => {
  const clock = createClock(zone, undefined);
  const at = Date.parse(last);
  jest.setSystemTime(at);
  expect([isoDay(clock().asOf), clock().now]).toEqual([day, at]);
  jest.setSystemTime(at + 1);
  expect([isoDay(clock().asOf), clock().now]).toEqual([next, at + 1]);
  jest.setSystemTime(at);
  expect(isoDay(clock().asOf)).toBe(day);
});

test('a day that stands for today is always noon of that day', () => {
  const clock = createClock('Europe/London', parseDay('2026-09-30'));
  expect(clock()).toEqual({ asOf: parseDay('2026-09-30'), now: Date.parse('2026-09-30T12:00:00Z') });
});
