import { describe, expect, test } from '@jest/globals';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { before, comparable, current, settledPeriods } from '#src/detectors/signature/periods.ts';
import type { Relapse } from '#src/detectors/signature/relapses.ts';
import { contact, today } from '../../support/builders.ts';
import { period } from './scene.ts';

const { depression, asthma } = conditions;
const relapse = (daysAgo: number, lasts = 50): Relapse => {
  const day = today - daysAgo;
  return { day, last: day, end: day + lasts, references: [], contacts: [] };
};
const settled = (relapses: readonly Relapse[], contacts: Parameters<typeof settledPeriods>[1] = [], from = 1000) =>
  settledPeriods(relapses, contacts, { from: today - from, asOf: today }, depression);

test('the period before a relapse leaves out the days just before it; the current one ends with today', () => {
  expect(before(relapse(100), depression)).toEqual(period(131, 103));
  expect(current(today, depression)).toEqual({ from: today - 27, to: today + 1 });
});

describe('settled periods', () => {
  test('lie after the wash-out, end before the next relapse’s period begins, and leave out the current one', () => {
    const periods = settled([relapse(500)]);
    expect(periods.filter(({ from }) => from < today - 500)).toHaveLength(16);
    expect(periods.find(({ from }) => from > today - 500)).toEqual(period(394, 366));
    expect(Math.max(...periods.map(({ to }) => to))).toBeLessThanOrEqual(today - 27);
    for (const { to } of periods) expect(to <= today - 531 || to > today - 394).toBe(true);
  });

  test('follow one another without a gap', () => {
    const periods = settled([]);
    expect(periods.every((one, i) => i === 0 || one.from === periods[i - 1]?.to)).toBe(true);
    expect(periods).toHaveLength(34);
  });

  test('leave out days in hospital, and begin again after them', () => {
    const stay = contact('A', 700, { setting: 'inpatient', until: today - 690, excluded: 'not-ambulatory' });
    const periods = settled([], [stay]);
    expect(periods.some(({ from, to }) => from <= today - 690 && to > today - 700)).toBe(false);
    expect(periods.some(({ from }) => from === today - 689)).toBe(true);
    expect(settled([], [{ ...stay, setting: 'practice' }])).toHaveLength(34);
  });
});

describe('comparable periods', () => {
  const near = (row: typeof depression, relapses: readonly Relapse[]) =>
    comparable(settled([], [], 3000), relapses, row, 18);

  test('lie within 18 months of some relapse', () => {
    for (const { from, to } of near(depression, [relapse(1500)])) {
      expect(Math.abs((from + to) / 2 - (today - 1500))).toBeLessThanOrEqual(547);
    }
    expect(near(depression, [relapse(1500)]).length).toBeGreaterThan(36);
  });

  test('lie in the same half-year, for a seasonal condition only', () => {
    const winter = relapse(1408);
    const months = near(asthma, [winter]).map(({ from, to }) => new Date(((from + to) / 2) * 86_400_000).getUTCMonth());
    expect(months.length).toBeGreaterThan(12);
    expect(months.every((month) => month < 3 || month > 8)).toBe(true);
    expect(near(depression, [winter]).length).toBeGreaterThan(months.length);
  });
});
