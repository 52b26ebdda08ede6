import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { coverOn, lateness } from '#src/history/medicine-cover.ts';

const medicine = (...issues: readonly (readonly [number, number | undefined])[]) => ({
  supplies: issues.map(([day, days]) => ({ reference: `MedicationDispense/${day}`, day, days })),
});
const usual = medicine([0, 28], [28, 28], [55, 28], [84, 28], [112, 28]);
const ends = (of: ReturnType<typeof medicine>, day: number) => coverOn(of, day)?.end;

describe('the cover of a medicine', () => {
  test('what is left of one supply is used up before the next', () => {
    expect(ends(usual, 175)).toBe(140);
    expect(ends(medicine([0, 28], [10, 28]), 10)).toBe(56);
    expect(ends(medicine([0, 28], [40, 28]), 40)).toBe(68);
  });

  test('late from the first day without any, and not before', () => {
    expect(coverOn(usual, 139)?.lateDays).toBe(0);
    expect(coverOn(usual, 140)?.lateDays).toBe(0);
    expect(coverOn(usual, 141)?.lateDays).toBe(1);
    expect(coverOn(usual, 175)?.last.day).toBe(112);
  });

  test('on an earlier day later supplies are not known', () => {
    expect(coverOn(usual, 83)).toMatchObject({ end: 84, lateDays: 0, last: { day: 55 } });
    expect(ends(medicine([0, 28], [60, 28]), 59)).toBe(28);
  });

  test('nothing is known before the first supply, or where one does not say how long it lasts', () => {
    expect(coverOn(usual, -1)).toBeUndefined();
    expect(coverOn(medicine([0, 28], [28, undefined]), 30)).toBeUndefined();
    expect(ends(medicine([0, 28], [28, undefined]), 27)).toBe(28);
    expect(lateness(medicine([0, undefined]), 30)).toBeUndefined();
  });

  test('each supply but the first is in time or so many days late', () => {
    expect(lateness(medicine([0, 28], [20, 28], [60, 28]), 100)?.map(({ lateDays }) => lateDays)).toEqual([0, 4]);
    expect(lateness(medicine([0, 28], [20, 28], [60, 28]), 59)?.map(({ lateDays }) => lateDays)).toEqual([0]);
  });
});

const file = '../shared/vectors/statistics.json';
const given = existsSync(file);

interface Vector {
  readonly issues: readonly (readonly [number, number])[];
  readonly coveredToDay: number;
  readonly onDay: number;
  readonly lateDays: number;
}

(given ? describe : describe.skip)(`recomputed vector${given ? '' : `: skipped, ${file} is not here`}`, () => {
  test('five supplies of 28 days, then none', () => {
    const { medicineCover }: { medicineCover: Vector } = JSON.parse(readFileSync(file, 'utf8'));
    const { issues, coveredToDay, onDay, lateDays } = medicineCover;
    expect(coverOn(medicine(...issues), onDay)).toMatchObject({ end: coveredToDay, lateDays });
  });
});
