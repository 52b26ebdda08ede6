import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CellTable, createCellTable, type Masks } from '#src/small-numbers/cells.ts';
import { protect } from '#src/small-numbers/protect.ts';
import { runs } from '../support/property-runs.ts';
import { type Equation, rangeOf, type Unknown } from './attack.ts';

const limit = 10;

/** A row of numbers and their total. */
function row(...values: readonly number[]): CellTable {
  const { table, add, sum } = createCellTable();
  const ids = values.map((value, i) => {
    add(`part ${i}`, value);
    return `part ${i}`;
  });
  add(
    'total',
    values.reduce((all, one) => all + one, 0),
  );
  sum('total', ids);
  return table;
}

/** Rows and columns with both margins, and of each number how many of it have something, which is printed too. */
function crossed(values: readonly (readonly (readonly [of: number, have: number])[])[]): CellTable {
  const { table, add, sum, rest } = createCellTable();
  const columns = values[0]?.map((_, j) => j) ?? [];
  for (const kind of ['of', 'have'] as const) {
    for (const [i, cells] of values.entries())
      for (const [j, [of, have]] of cells.entries()) {
        const value = kind === 'of' ? of : have;
        for (const id of [`${i} ${j}`, `${i} all`, `all ${j}`, 'all all']) add(`${kind} ${id}`, value);
      }
    const rows = values.map((_, i) => i);
    for (const i of rows)
      sum(
        `${kind} ${i} all`,
        columns.map((j) => `${kind} ${i} ${j}`),
      );
    for (const j of columns)
      sum(
        `${kind} all ${j}`,
        rows.map((i) => `${kind} ${i} ${j}`),
      );
    sum(
      `${kind} all all`,
      rows.map((i) => `${kind} ${i} all`),
    );
    sum(
      `${kind} all all`,
      columns.map((j) => `${kind} all ${j}`),
    );
  }
  for (const id of [...table.cells.keys()].filter((one) => one.startsWith('of '))) rest(id, [id.replace('of', 'have')]);
  return table;
}

/** The small numbers that somebody with a solver can work out from the printed ones. */
function workedOut({ cells, sums }: CellTable, masks: Masks, below = limit): readonly string[] {
  const all = [...cells.values()];
  const printed = new Map(all.filter((one) => one.printed && !masks.has(one.id)).map(({ id, value }) => [id, value]));
  const unknown = all
    .filter(({ id }) => !printed.has(id))
    .map(({ id }): Unknown => {
      const mask = masks.get(id);
      if (mask === 'small') return { id, least: 1, most: below - 1 };
      return { id, least: mask === 'withheld' ? below : 0, most: Infinity };
    });
  const equations = sums.map(({ total, parts }): Equation => [[total, -1], ...parts.map((id) => [id, 1] as const)]);
  return all
    .filter(({ value }) => value > 0 && value < below)
    .filter(({ id }) => printed.has(id) || isOne(rangeOf(id, printed, unknown, equations)))
    .map(({ id }) => id);
}

function isOne({ least, most }: { readonly least: number; readonly most: number }): boolean {
  return least === most;
}

const masked = async (table: CellTable) => Object.fromEntries([...(await protect(table, limit))].toSorted());

describe('small numbers', () => {
  test('a small number is not printed, and with it the smallest of the others: the total would give it away', async () => {
    expect(await masked(row(40, 5, 20, 30))).toEqual({ 'part 1': 'small', 'part 2': 'withheld' });
  });

  test('two small ones protect each other', async () => {
    expect(await masked(row(40, 5, 20, 3))).toEqual({ 'part 1': 'small', 'part 3': 'small' });
  });

  test('but not where their sum leaves them no choice: of two below 10 that make 18 both are 9', async () => {
    expect(await masked(row(40, 9, 20, 9))).toEqual({ 'part 1': 'small', 'part 2': 'withheld', 'part 3': 'small' });
    expect(await masked(row(40, 1, 20, 1))).toMatchObject({ 'part 2': 'withheld' });
  });

  test('nor where one of 10 and more leaves 1 alone: 11 are 10 and 1, so that the total is withheld', async () => {
    expect(await masked(row(10, 1))).toEqual({ 'part 1': 'small', total: 'withheld' });
  });

  test('none is printed as none, and ten as ten', async () => {
    expect(await masked(row(40, 0, 10))).toEqual({});
    expect(await masked(row(40, 0, 10, 9))).toEqual({ 'part 2': 'withheld', 'part 3': 'small' });
  });

  test('without a limit everything is printed', async () => {
    expect([...(await protect(row(1, 2, 3), 0))]).toEqual([]);
  });

  test('what is small only by subtraction is protected too: of 40 visits 35 with the own GP are 5 with others', async () => {
    const { table, add, rest } = createCellTable();
    add('visits', 40);
    add('own', 35);
    rest('visits', ['own']);
    expect(await masked(table)).toEqual({ own: 'withheld' });
  });

  test('a number in a row and a column is protected in both', async () => {
    const square = [
      [
        [20, 0],
        [30, 0],
        [40, 0],
      ],
      [
        [25, 0],
        [5, 0],
        [35, 0],
      ],
      [
        [50, 0],
        [60, 0],
        [70, 0],
      ],
    ] as const;
    const table = crossed(square);
    const masks = await protect(table, limit);
    expect([...masks.keys()].toSorted()).toEqual(['of 0 0', 'of 0 1', 'of 1 0', 'of 1 1']);
    expect(workedOut(table, masks)).toEqual([]);
    // The same with nothing but the small number left out: everyone can subtract.
    expect(workedOut(table, new Map([['of 1 1', 'small']]))).toContain('of 1 1');
  });

  test('no number below the limit can be worked out, whatever the table', async () => {
    const cell = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true }));
    const tables = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
      .chain(([rows, columns]) => {
        const cells = fc.array(cell, { minLength: columns, maxLength: columns });
        return fc.array(cells, { minLength: rows, maxLength: rows });
      })
      .map((rows) => rows.map((own) => own.map(([of, share]) => [of, Math.round(of * share)] as const)));
    await fc.assert(
      fc.asyncProperty(tables, async (values) => {
        const table = crossed(values);
        expect(workedOut(table, await protect(table, limit))).toEqual([]);
      }),
      runs(40),
    );
  });
});
