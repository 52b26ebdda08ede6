import { stringify } from 'csv-stringify/sync';
import type { Column, Table, Value } from './table.ts';

/**
 * A table as CSV for spreadsheets and programs: UTF-8 with its mark, so that Excel reads names right; a text that a
 * spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection).
 */
export function csvOf({ columns, rows }: Table, limit: number): string {
  const lines = rows.map((row) => columns.map((column, i) => cellOf(column, row[i], limit)));
  return stringify([columns.map(({ name }) => name), ...lines], { bom: true, escape_formulas: true });
}

function cellOf({ kind }: Column, value: Value, limit: number): string | number {
  if (value === undefined) return '';
  if (kind === 'share') return Number(Number(value).toFixed(4));
  if (kind === 'text' || typeof value === 'number') return value;
  return value === 'small' ? `<${limit}` : value;
}
