import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limit } from '#src/admin/statement/period-statement.ts';
import type { PeriodStatement } from '#src/admin/statement/statement.ts';
import type { protect } from '#src/small-numbers/protect.ts';
import { runs } from '../../support/property-runs.ts';
import { workedOut } from './attack-statement.ts';
import { type Counts, line, monday, nothing, printing, someCounts, statementOf, weekMs } from './counted.ts';

async function periodOf(counts: Counts, now = printing): Promise<PeriodStatement> {
  const [period] = (await statementOf(counts, now)).periods.slice(-1);
  if (period === undefined) throw new Error('nothing is printed');
  return period;
}

/** Two detections, of which one was shown a few times, and a third without any card. */
const openings = (count = 100) => [0, 1, 2, 3].map((n) => ({ week: monday + n * weekMs, openings: count }));
const few = (code: string, shown: number) => line({ code, findings: shown, shown, ignored: shown });

describe('numbers from 1 to 6', () => {
  test('are not printed, and with them the smallest of the others that would give them away', async () => {
    const counts = {
      ...nothing,
      weeks: openings(),
      lines: [few('a', 5), few('b', 20), few('c', 30), line({ code: 'd' })],
    };
    const { detections, shown, weeks } = await periodOf(counts);
    expect(shown).toBe(55);
    expect(detections.map((one) => one.shown)).toEqual(['<7', '7+', 30, 0]);
    expect(weeks.map((one) => one.shown)).toEqual([55, 0, 0, 0]);
  });

  test('cannot be had from a total less the weeks', async () => {
    const lines = [20, 3, 30, 40].map((shown, n) => ({ ...few('a', shown), week: monday + n * weekMs }));
    const period = await periodOf({ ...nothing, weeks: openings(), lines });
    expect(period.weeks.map((one) => one.shown)).toContain('<7');
    expect(workedOut(period)).toEqual([]);
    // Twin: everything else printed, anybody can subtract.
    const careless = { ...period, shown: 93, unanswered: 93, found: 93 };
    const weeks = period.weeks.map((one, n) => ({
      ...one,
      shown: n === 1 ? ('<7' as const) : ([20, 3, 30, 40][n] ?? 0),
    }));
    expect(workedOut({ ...careless, weeks })).toContain(`week ${period.weeks[1]?.week}`);
  });

  test('cannot be had from a rate: there is none of a number that is not printed', async () => {
    const counts = { ...nothing, weeks: openings(), lines: [few('a', 5), few('b', 20), few('c', 30)] };
    const { detections, per100 } = await periodOf(counts);
    expect([per100, ...detections.map((one) => one.per100)]).toEqual([13.8, undefined, undefined, 7.5]);
    const quiet = { ...counts, weeks: [...openings().slice(0, 3), { week: monday + 3 * weekMs, openings: 6 }] };
    expect(await periodOf(quiet)).toMatchObject({ openings: undefined, per100: undefined });
  });

  test('cannot be worked out, whatever was counted', async () => {
    await fc.assert(
      fc.asyncProperty(someCounts, async (counts) => {
        const { periods, weeks } = await statementOf(counts);
        for (const period of periods) expect(workedOut(period, weeks)).toEqual([]);
      }),
      runs(60),
    );
  });

  test('cannot be had from the openings of a client less those of the weeks', async () => {
    const weeks = [8, 1, 1].map((count, n) => ({ week: monday + n * weekMs, openings: count }));
    const clients = [{ client: 'https://ehr.example.org', openings: 10, unread: [] }];
    const statement = await statementOf({ ...nothing, weeks, clients });
    const [period] = statement.periods;
    expect(statement.weeks.slice(0, 3).map(({ openings: count }) => count)).toEqual([8, '<7', '<7']);
    expect(period?.couldNotTell).toMatchObject([{ openings: '7+' }]);
    // Twin: where there is room for more than one of each it is printed.
    const many = [{ client: 'https://ehr.example.org', openings: 13, unread: [] }];
    expect((await periodOf({ ...nothing, weeks, clients: many })).couldNotTell).toMatchObject([{ openings: 13 }]);
  });

  test('could be, if only they themselves were not printed', async () => {
    const careless: typeof protect = async ({ cells }, below) =>
      new Map([...cells.values()].filter(({ value }) => value > 0 && value < below).map(({ id }) => [id, 'small']));
    const all = fc.sample(someCounts, { numRuns: 30, seed: 1 });
    const found = [];
    for (const counts of all)
      for (const period of (await statementOf(counts, printing, careless)).periods)
        found.push(workedOut(period).length);
    expect(found.filter((count) => count > 0).length).toBeGreaterThan(20);
  });

  test('are hidden from 1 on, 0 and 7 are not', async () => {
    for (const [count, seen] of [
      [0, 0],
      [1, '<7'],
      [6, '<7'],
      [7, 7],
      [1000, 1000],
    ] as const) {
      const { detections } = await periodOf({ ...nothing, weeks: openings(), lines: [few('a', count)] });
      expect(detections.map((one) => [one.found, one.shown, one.unanswered, one.accepted])).toEqual([
        [seen, seen, seen, 0],
      ]);
    }
    expect(limit).toBe(7);
  });
});

describe('of two statements', () => {
  const counts = { ...nothing, weeks: openings(), lines: [few('a', 5), few('b', 20), few('c', 30)] };

  test('one after more openings prints the period alike', async () => {
    const more = {
      ...counts,
      weeks: [...counts.weeks, { week: monday + 4 * weekMs, openings: 50 }],
      lines: [...counts.lines, { ...few('a', 9), week: monday + 4 * weekMs }],
    };
    for (const later of [0, weekMs, 3 * weekMs]) {
      const [before, after] = [await statementOf(counts, printing + later), await statementOf(more, printing + later)];
      expect(after.periods).toEqual(before.periods);
    }
  });

  test('none is of other weeks than whole periods, and no period overlaps another', async () => {
    const everyWeek = Array.from({ length: 80 }, (_, n) => monday + (n - 40) * weekMs);
    const all = { ...nothing, weeks: everyWeek.map((week) => ({ week, openings: 10 })) };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 30 * 24 * 7 }), async (hours) => {
        const at = printing + hours * 60 * 60 * 1000;
        const { periods, next } = await statementOf(all, at);
        for (const { from, to, openings: count } of periods) {
          expect([Math.abs((Date.parse(from) - monday) % (4 * weekMs)), count]).toEqual([0, 40]);
          expect(Date.parse(to) - Date.parse(from)).toBe(4 * weekMs - weekMs / 7);
          expect(Date.parse(from) + 5 * weekMs).toBeLessThanOrEqual(at);
        }
        expect(new Set(periods.map(({ from }) => from)).size).toBe(periods.length);
        expect(Date.parse(next)).toBeGreaterThan(at);
        expect(Date.parse(next) - at).toBeLessThanOrEqual(4 * weekMs);
      }),
      runs(50),
    );
  });
});
