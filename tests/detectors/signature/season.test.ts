import { describe, expect, test } from '@jest/globals';
import { holdsInSeason } from '#src/detectors/signature/season.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import type { Row } from '#src/detectors/signature/test-features.ts';
import { today } from '../../support/builders.ts';

const limits = settings.parse({});
const rows = (there: number, of: number): Row[] => Array.from({ length: of }, (_, i) => [i < there]);
/** Settled periods whose middle lies so many days from the relapses’ calendar day, in another year. */
const holds = (relapses: number, near: readonly Row[], daysOff = 0) => {
  const middle = today - 3 * 365 + daysOff;
  const periods = near.map(() => ({ from: middle - 14, to: middle + 14 }));
  const days = Array.from({ length: relapses }, (_, i) => today - i * 365);
  return holdsInSeason(days, rows(relapses, relapses), { periods, rows: near }, 0, limits);
};

describe('a sign holds in its season', () => {
  test('where at least four settled periods of the season have it seldom enough', () => {
    expect([holds(3, rows(0, 3)), holds(3, rows(0, 4)), holds(3, rows(2, 4))]).toEqual([false, true, false]);
  });

  test('by a stricter limit from five relapses on', () => {
    expect([holds(4, rows(2, 8)), holds(5, rows(2, 8)), holds(4, rows(2, 5))]).toEqual([true, true, false]);
    expect([holds(5, rows(1, 4)), holds(5, rows(2, 5))]).toEqual([false, false]);
    expect(holds(4, rows(1, 4))).toBe(false);
    expect(holds(4, rows(1, 5))).toBe(true);
  });

  test('whatever the year, within 30 days of the relapse’s calendar day', () => {
    expect([holds(3, rows(0, 4), 29), holds(3, rows(0, 4), -29), holds(3, rows(0, 4), 33)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
