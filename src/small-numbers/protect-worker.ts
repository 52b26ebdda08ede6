import type { CellTable, Masks } from './cells.ts';
import { protect } from './protect.ts';

/** What a worker thread runs, by the name that piscina calls. */
export function protectTable({ table, limit }: { readonly table: CellTable; readonly limit: number }): Promise<Masks> {
  return protect(table, limit);
}
