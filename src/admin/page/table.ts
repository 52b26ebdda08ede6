import { text } from '../../pages/html.ts';

/** A cell: a text, a number as it is printed, or markup of ours. */
export type Cell = string | { readonly number: string } | { readonly markup: string };

export interface Table {
  /** Id of its heading. */
  readonly labelledBy: string;
  readonly columns: readonly Cell[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly Cell[])[];
  /** A row above the others that counts all of them. */
  readonly all?: readonly Cell[];
}

/** A table that a narrow screen scrolls by itself, by keyboard too. */
export function table({ labelledBy, columns, rows, all }: Table): string {
  const head = columns.map(headOf).join('');
  const body = [...(all === undefined ? [] : [rowOf(all, ' class="all"')]), ...rows.map((row) => rowOf(row))].join('');
  return `<div class="scrolls" tabindex="0" role="region" aria-labelledby="${labelledBy}"><table aria-labelledby="${labelledBy}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A bar of this share of the longest, beside its number. */
export function bar(share: number | undefined): Cell {
  const width = Math.round(100 * Math.min(1, share ?? 0));
  if (share === undefined || width === 0) return '';
  return {
    markup: `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="10"/></svg>`,
  };
}

export function number(printed: string): Cell {
  return { number: printed };
}

/** A column of drawings needs no heading. */
function headOf(column: Cell): string {
  return column === '' ? '<td></td>' : `<th scope="col"${classOf(column)}>${contentOf(column)}</th>`;
}

function rowOf([first = '', ...others]: readonly Cell[], attributes = ''): string {
  const cells = others.map((one) => `<td${classOf(one)}>${contentOf(one)}</td>`).join('');
  return `<tr${attributes}><th scope="row">${contentOf(first)}</th>${cells}</tr>`;
}

function classOf(cell: Cell): string {
  return typeof cell === 'object' && 'number' in cell ? ' class="number"' : '';
}

function contentOf(cell: Cell): string {
  if (typeof cell === 'string') return text(cell);
  return 'number' in cell ? text(cell.number) : cell.markup;
}
