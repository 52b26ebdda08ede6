/** A whole number that is printed, or that follows from printed ones: of 20 visits 18 with the own GP, so 2 with others. */
export interface Cell {
  readonly id: string;
  readonly value: number;
  /** False where it stands nowhere in print and only follows from what does. */
  readonly printed: boolean;
  /** True where it was printed before, so that it cannot be withheld any longer unless it is small itself. */
  readonly fixed?: boolean;
}

/** A cell that is the sum of others. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Everything that one publication counts. */
export interface CellTable {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly sums: readonly Sum[];
}

/** Why a number is not printed: it is small itself, or a small one could be worked out with it. */
export type Mask = 'small' | 'withheld';

/** Which cells are not printed, by id. */
export type Masks = ReadonlyMap<string, Mask>;

/** Collects cells and their sums; of a cell that is added twice the values are added up. */
export function createCellTable(): {
  readonly table: CellTable;
  add(id: string, value: number, printed?: boolean): void;
  /** A number that was printed before. */
  addFixed(id: string, value: number): void;
  sum(total: string, parts: readonly string[]): void;
  /** A part of a total that is not printed, named after what is. */
  rest(total: string, parts: readonly string[]): void;
} {
  const cells = new Map<string, Cell>();
  const sums: Sum[] = [];
  const countOf = (id: string) => cells.get(id)?.value ?? 0;
  const add = (id: string, value: number, printed = true) => {
    cells.set(id, { id, value: countOf(id) + value, printed });
  };
  return {
    table: { cells, sums },
    add,
    addFixed: (id, value) => cells.set(id, { id, value, printed: true, fixed: true }),
    sum: (total, parts) => sums.push({ total, parts }),
    rest: (total, parts) => {
      const id = `${total} without ${parts.join(' and ')}`;
      add(id, countOf(total) - parts.reduce((all, part) => all + countOf(part), 0), false);
      sums.push({ total, parts: [...parts, id] });
    },
  };
}
