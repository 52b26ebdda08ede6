import { describe, expect, test } from '@jest/globals';
import { isoDay } from '#src/history/calendar.ts';
import { isBankHoliday, isWorkingDay } from '../../demo/practice/bank-holidays.ts';
import { on } from './days.ts';

/** The bank holidays of England as the government lists them. */
const published = {
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
} as const;

/** In 2022 the holiday at the end of May was moved to June; that it stays one too does no harm. */
const moved = ['2022-05-30'];

describe('bank holidays', () => {
  test.each(Object.entries(published))('of %s', (year, days) => {
    const first = on(`${year}-01-01`);
    const found = Array.from({ length: 366 }, (_, index) => first + index)
      .filter(isBankHoliday)
      .map(isoDay)
      .filter((day) => day.startsWith(year) && !moved.includes(day));
    expect(found).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });

  test.each([
    ['2026-11-27', 'a Friday', true],
    ['2026-11-28', 'a Saturday', false],
    ['2026-11-29', 'a Sunday', false],
    ['2026-11-30', 'a Monday', true],
    ['2026-12-28', 'the substitute for Boxing Day', false],
  ])('%s, %s: open is %s', (day, _, isOpen) => {
    expect(isWorkingDay(on(day))).toBe(isOpen);
  });
});
