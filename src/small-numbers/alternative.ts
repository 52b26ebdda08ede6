import type { Highs, Model } from 'highs';
import type { Cell, CellTable, Masks } from './cells.ts';

/** Looks for other tables that print like the true one. */
export interface Alternatives {
  /**
   * The cells whose value differs in another table, in which that of `id` does: of those that are printed now, which must be
   * withheld for it, the smallest that will do. Empty where there is no such table.
   */
  find(id: string): readonly string[];
  /** A printed cell is withheld from now on. */
  withhold(id: string): void;
  /** Gives the solver's memory back. */
  dispose(): void;
}

/**
 * With the solver HiGHS. A reader is taken to know all rules: a number printed as small is at least 1 and below the limit, one
 * that is withheld is not below it, and none is printed as none. What must be withheld so that a small number is no longer
 * certain is the least costly change of the table in which it differs, where a cell costs its value (Fischetti and Salazar
 * 2001, Solving the cell suppression problem on tabular data with linear constraints). Each cell has two columns in the
 * model: by how much it is greater than in the true table, and by how much less.
 */
export function createAlternatives(highs: Highs, table: CellTable, masks: Masks, limit: number): Alternatives {
  const cells = [...table.cells.values()];
  const indexOf = new Map(cells.map(({ id }, i) => [id, i]));
  const most = cells.map((cell) => mostChange(cell, masks, limit, highs.infinity));
  const model = modelOf(highs, table, masks, most, indexOf);
  const withBounds = (i: number, isMore: boolean, run: () => readonly number[] | undefined) => {
    const [more, less] = most[i] ?? [0, 0];
    if ((isMore ? more : less) < 1) return undefined;
    model.changeColBounds(2 * i, isMore ? 1 : 0, isMore ? more : 0);
    model.changeColBounds(2 * i + 1, isMore ? 0 : 1, isMore ? 0 : less);
    const found = run();
    const cost = found === undefined ? highs.infinity : model.getObjectiveValue();
    model.changeColBounds(2 * i, 0, more);
    model.changeColBounds(2 * i + 1, 0, less);
    return found && { found, cost };
  };
  return {
    find: (id) => {
      const i = indexOf.get(id) ?? 0;
      const both = [true, false].flatMap((isMore) => withBounds(i, isMore, () => changesIn(model, highs)) ?? []);
      const [cheaper] = both.toSorted((a, b) => a.cost - b.cost);
      return cells.filter((_, j) => (cheaper?.found[j] ?? 0) !== 0).map((cell) => cell.id);
    },
    withhold: (id) => {
      const i = indexOf.get(id) ?? 0;
      for (const column of [2 * i, 2 * i + 1]) model.changeColCost(column, 0);
    },
    dispose: () => model.dispose(),
  };
}

/** By how much a cell may be greater and less in a table that prints alike. */
function mostChange(
  { id, printed, value, fixed }: Cell,
  masks: Masks,
  limit: number,
  infinity: number,
): readonly [more: number, less: number] {
  if (masks.get(id) === 'small') return [limit - 1 - value, value - 1];
  if (fixed) return [0, 0];
  if (!printed) return [infinity, value];
  return value < limit ? [0, 0] : [infinity, value - limit];
}

function modelOf(
  highs: Highs,
  { cells, sums }: CellTable,
  masks: Masks,
  most: readonly (readonly [number, number])[],
  indexOf: ReadonlyMap<string, number>,
): Model {
  const model = highs.createModel();
  model.options.set('output_flag', false);
  for (const [i, { id, printed, value }] of [...cells.values()].entries()) {
    const cost = printed && !masks.has(id) ? value : 0;
    for (const bound of most[i] ?? []) model.addCol(cost, 0, bound, { indices: [], values: [] });
  }
  for (const { total, parts } of sums) {
    const signed = [[total, -1] as const, ...parts.map((part) => [part, 1] as const)];
    const entries = signed.flatMap(([id, sign]) => {
      const i = indexOf.get(id);
      return i === undefined ? [] : [[2 * i, sign] as const, [2 * i + 1, -sign] as const];
    });
    model.addRow(0, 0, { indices: entries.map(([column]) => column), values: entries.map(([, sign]) => sign) });
  }
  return model;
}

/** By how much each cell differs in the solution, in whole numbers; undefined where there is none. */
function changesIn(model: Model, highs: Highs): readonly number[] | undefined {
  const solve = () => {
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    const { colValue } = model.getSolution();
    return Array.from({ length: colValue.length / 2 }, (_, i) => (colValue[2 * i] ?? 0) - (colValue[2 * i + 1] ?? 0));
  };
  const found = solve();
  if (found === undefined || found.every(isWhole)) return found?.map(Math.round);
  // Seldom the cheapest change is one of fractions: then it is sought again in whole numbers.
  const all = Array.from({ length: found.length * 2 }, (_, i) => i);
  for (const i of all) model.changeColIntegrality(i, highs.constants.variableType.integer);
  const whole = solve();
  model.clearIntegrality();
  return whole?.map(Math.round);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
