import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '#src/fhir/record/local-time.ts';
import { runs } from '../../support/property-runs.ts';
import { day } from '../map-record.ts';

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
    ['2026-06-30Z', '2026-06-30'],
    ['2026-06-30+02:00', '2026-06-30'],
    ['2026-06-30T24:00:00', '2026-07-01'],
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
    '2026-06-30T23:30:00+1',
    '2026-06-30T23:30:00+01:0',
    '2026-06-30T23:30:00+99:00',
    '2026-06-30T23:30:00+01:75',
    '2026-06-30T23:30:00 CEST',
    '2026-06-30T23:30:00[Europe/Paris]',
    '2026-06-30T23:30:00Z[Etc/UTC',
    '2026-06-30T23:30:00Z!',
    '2026-06-30T23:30:00.5.5Z',
    '2026-06-30T24:01:00Z',
    '2026-06-30T24:00:01Z',
    '2026-06-30T25:00:00Z',
    '2026-06-30T23:60:00Z',
    '2026-06-30X23:30:00Z',
    `2026-06-30T23:30:00.${'0'.repeat(100)}Z`,
    20260630,
    null,
    {},
  ])('%j is no day', (value) => {
    expect(london.day(value)).toBeUndefined();
    expect(london.instant(value)).toBeUndefined();
  });

  test.each([
    '2026-06-30T23:30:00Z',
    '2026-06-30T23:30:00z',
    '2026-06-30t23:30:00Z',
    '2026-06-30 23:30:00Z',
    '2026-06-30T23:30Z',
    '2026-06-30T23:30:00.000000000Z',
    '2026-06-30T23:30:00+00:00',
    '2026-06-30T23:30:00-00:00',
    '2026-06-30T23:30:00+0000',
    '2026-06-30T23:30:00+00',
    '2026-06-30T23:30:00Z[Etc/UTC]',
    '2026-06-30 23:30:00 UTC',
    '2026-07-01T00:30:00+0100',
    '2026-07-01T00:30:00+01:00[Europe/London]',
    '2026-06-30T19:30:00-04',
    '2026-07-01 05:15:00 +0545',
    '2026-07-01T00:30+0100',
  ])('%s is the same instant, on the first of July in London', (value) => {
    expect(london.instant(value)).toBe(Date.UTC(2026, 5, 30, 23, 30));
    expect(london.day(value)).toBe(day('2026-07-01'));
  });

  test.each([
    ['2026-06-30T24:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['2026-12-31T24:00Z', '2027-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2026-06-30T12:00:00.5Z', '2026-06-30T12:00:00.500Z'],
    ['2026-06-30T12:00:00,25Z', '2026-06-30T12:00:00.250Z'],
    ['2026-06-30T12:00:00.123456789Z', '2026-06-30T12:00:00.123Z'],
  ])('%s is %s', (value, expected) => {
    expect(london.instant(value)).toBe(Date.parse(expected));
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
      runs(300),
    );
  });
});
