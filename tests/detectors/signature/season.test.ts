import { expect, test } from '@jest/globals';
import { isInSeasonOf } from '#src/detectors/signature/season.ts';
import { today } from '../../support/builders.ts';

const seasonDays = 30;
const middle = today - 3 * 365;
const period = (daysOff: number) => ({ from: middle + daysOff - 14, to: middle + daysOff + 14 });

test('a period is of the season where its middle lies within 30 days of a relapse’s calendar day, whatever the year', () => {
  const days = [today, today - 180];
  expect([29, -29, 33, -33].map((off) => isInSeasonOf(days.slice(0, 1), period(off), seasonDays))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isInSeasonOf(days, period(-180), seasonDays)).toBe(true);
  expect(isInSeasonOf(days, period(-90), seasonDays)).toBe(false);
});
