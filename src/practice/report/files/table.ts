import type { Shown } from '../figures/practice-report.ts';

/** A text, a number of people or visits as it may be printed, or a share from 0 to 1; undefined where there is none. */
export type Value = string | Shown | undefined;

export interface Column {
  readonly name: string;
  /** In a column of texts no value is masked; in one of counts a text is the reason why the number is not printed. */
  readonly kind: 'text' | 'count' | 'share';
}

/** What becomes a CSV file and the same as Parquet. */
export interface Table {
  /** Name of the files, without an ending. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
}

/** Columns of one kind. */
export function columns(kind: Column['kind'], ...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, kind }));
}
