import { expect, test } from '@jest/globals';
import { createStatementReader, type StatementSources } from '#src/admin/statement/read-statement.ts';
import { Problem } from '#src/problem.ts';
import { protect } from '#src/small-numbers/protect.ts';
import { line, monday, nothing, printing, storeOf, weekMs } from './counted.ts';

const counts = {
  ...nothing,
  weeks: [{ week: monday, openings: 40 }],
  lines: [line({ findings: 9, shown: 9, ignored: 9 })],
};

function readerOf(change: Partial<StatementSources> = {}, store = storeOf(counts)) {
  const asked: string[] = [];
  const read = createStatementReader({
    store: {
      ...store,
      summary: (from, end) => {
        asked.push(`${end === undefined ? 'since' : 'period'} ${from}`);
        return store.summary(from, end);
      },
    },
    protection: { protect },
    keepDays: 400,
    ...change,
  });
  return { read, asked };
}

test('a period is counted once, and not again with each page', async () => {
  const { read, asked } = readerOf();
  const first = await read(printing);
  const before = asked.filter((one) => one.startsWith('period')).length;
  expect(before).toBe(13);
  expect(await read(printing + weekMs)).toEqual({ ...first, weeks: expect.anything() });
  expect(asked.filter((one) => one.startsWith('period'))).toHaveLength(before);
  // Twin: the next period is counted when it is printed.
  await read(printing + 4 * weekMs);
  expect(asked.filter((one) => one.startsWith('period'))).toHaveLength(before + 1);
});

test('a store that fails is said to be busy, and is asked again the next time', async () => {
  let fails = true;
  const store = storeOf(counts);
  const { read } = readerOf(
    {},
    {
      ...store,
      summary: async (...range) => {
        if (fails) throw new Error('the path of a file');
        return store.summary(...range);
      },
    },
  );
  await expect(read(printing)).rejects.toEqual(new Problem('overloaded'));
  fails = false;
  expect((await read(printing)).periods).toHaveLength(1);
});

test('of what may have been deleted in part nothing is printed', async () => {
  const days = (count: number) => readerOf({ keepDays: count }).read(printing);
  expect((await days(35)).periods).toHaveLength(1);
  expect((await days(34)).periods).toHaveLength(0);
});

test('a week is printed a day after its end, its numbers when their period is', async () => {
  const { read } = readerOf();
  const openings = async (now: number) => (await read(now)).weeks.filter((one) => one.openings !== 0);
  const sunday = monday + weekMs;
  expect(await openings(sunday)).toEqual([]);
  expect(await openings(sunday + weekMs / 7)).toEqual([{ week: '2026-11-23', openings: 40 }]);
  expect((await read(printing - 1)).periods).toEqual([]);
});
