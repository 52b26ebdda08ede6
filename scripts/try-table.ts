import { basename } from 'node:path';
import { codes } from '#src/detectors/index.ts';
import { table } from './docs/table.ts';
import type { Opened } from './open-charts.ts';

/** What was opened of one folder. */
export interface FolderOpened {
  readonly path: string;
  readonly opened: readonly Opened[];
}

const columns = ['data', 'people', 'without enough data', 'contacts', 'counted', 'not counted', 'cards'];

/** One row a folder, in Markdown: contacts of the whole records, counted as visits to a GP or not, and cards by code. */
export function tableOf(folders: readonly FolderOpened[]): string {
  return table(columns, folders.map(rowOf));
}

function rowOf({ path, opened }: FolderOpened): string[] {
  const read = opened.flatMap(({ relations }) => relations ?? []);
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  const left = read.flatMap(({ ever }) => [...ever.notCounted]);
  const cards = opened.flatMap((one) => one.cards.map(({ source }) => source.topic?.code ?? 'without a code'));
  const order = codes.filter((code) => cards.includes(code));
  return [
    basename(path),
    `${opened.length}`,
    `${opened.filter(({ outcome }) => outcome === 'nothing-to-go-on').length}`,
    `${sum(read.map(({ contacts }) => contacts))}`,
    `${sum(read.map(({ ever }) => ever.counted))}`,
    counts(left),
    order.map((code) => `${cards.filter((one) => one === code).length} \`${code}\``).join(', ') || '–',
  ];
}

/** Most first. */
function counts(all: readonly (readonly [string, number])[]): string {
  const byReason = [...Map.groupBy(all, ([reason]) => reason)].map(
    ([reason, some]) => [reason, some.reduce((sum, [, count]) => sum + count, 0)] as const,
  );
  const sorted = byReason.toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ') || '–';
}
