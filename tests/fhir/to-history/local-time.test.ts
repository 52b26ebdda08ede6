import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '#src/fhir/to-history/local-time.ts';
import { day } from './opened.ts';

const london = localTime('Europe/London');

describe('dates as they come', () => {
  test.each([
    ['2026-03-29', '2026-03-29'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-06-30T23:30:00Z', '2026-07-01'],
    ['2026-12-31T23:30:00Z', '2026-12-31'],
    ['2026-06-30T23:30:00.123456+01:00', '2026-06-30'],
    ['2026-06-30T23:30:00-04:00', '2026-07-01'],
    ['2026-06-30T23:30:00', '2026-06-30'],
    ['2026-06-30 23:30', '2026-06-30'],
  ])('%s is a day in London', (value, expected) => {
    expect(london.day(value)).toBe(day(expected));
  });

  test.each([
    '2026',
    '2026-06',
    '2026-13-01',
    '2026-02-29',
    '26-1-1',
    '',
    'today',
    '2026-06-30Tlate',
    20260630,
    null,
    {},
  ])('%j is no day', (value) => {
    expect(london.day(value)).toBeUndefined();
    expect(london.instant(value)).toBeUndefined();
  });

  test('a coarse date has a last day and a middle', () => {
    expect([london.lastDay('2024-02'), london.middle('2024-02')]).toEqual([day('2024-02-29'), day('2024-02-16')]);
    expect([london.lastDay('2024'), london.middle('2024')]).toEqual([day('2024-12-31'), day('2024-07-02')]);
    expect([london.lastDay('2024-02-03'), london.middle('2024-02-03')]).toEqual([day('2024-02-03'), day('2024-02-03')]);
    expect([london.lastDay('x'), london.middle(undefined)]).toEqual([undefined, undefined]);
  });

  test.each([
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'UTC',
  ])('the local day of any instant is that of the platform: %s', (timeZone) => {
    const platform = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    const time = localTime(timeZone);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        (date) => {
          expect(time.day(date.toISOString())).toBe(day(platform.format(date)));
          expect(time.instant(date.toISOString())).toBe(date.getTime());
        },
      ),
      { numRuns: 300 },
    );
  });
});
