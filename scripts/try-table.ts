import { basename } from 'node:path';
import { codes } from '#src/detectors/index.ts';
import { table } from './docs/table.ts';
import type { ChartOpening } from './open-charts.ts';

/** The openings of one folder. */
export interface FolderOpenings {
  readonly path: string;
  readonly opened: readonly ChartOpening[];
}

const columns = ['data', 'people', 'without enough data', 'contacts', 'counted', 'not counted', 'cards'];

/**
 * A Markdown table with one row per folder: contacts of the complete records, whether counted as GP visits, and cards
 * by code.
 */
export function summaryTable(folders: readonly FolderOpenings[]): string {
  return table(columns, folders.map(rowOf));
}

function rowOf({ path, opened }: FolderOpenings): string[] {
  const read = opened.flatMap(({ relations }) => relations ?? []);
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  const notCounted = read.flatMap(({ lifetime }) => [...lifetime.notCounted]);
  const cards = opened.flatMap((one) => one.cards.map(({ source }) => source.topic?.code ?? 'without a code'));
  const order = codes.filter((code) => cards.includes(code));
  return [
    basename(path),
    `${opened.length}`,
    `${opened.filter(({ outcome }) => outcome === 'nothing-to-go-on').length}`,
    `${sum(read.map(({ contacts }) => contacts))}`,
    `${sum(read.map(({ lifetime }) => lifetime.counted))}`,
    countsByReason(notCounted),
    order.map((code) => `${cards.filter((one) => one === code).length} \`${code}\``).join(', ') || '–',
  ];
}

/** Ordered by count, descending. */
function countsByReason(all: readonly (readonly [string, number])[]): string {
  const byReason = [...Map.groupBy(all, ([reason]) => reason)].map(
    ([reason, some]) => [reason, some.reduce((sum, [, count]) => sum + count, 0)] as const,
  );
  const sorted = byReason.toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ') || '–';
}
