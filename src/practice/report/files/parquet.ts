import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { Table, Value } from './table.ts';

/**
 * A table as Parquet, with numbers as numbers: one that is not printed is null, and the last column, `masked`, says which and
 * why (`visits=small people=withheld`).
 */
export function parquetOf({ columns, rows }: Table): Uint8Array {
  const columnData = columns.map(({ name, kind }, i): ColumnSource => {
    const values = rows.map((row) => row[i]);
    if (kind === 'text') return { name, type: 'STRING', data: values.map((value) => String(value ?? '')) };
    return { name, type: kind === 'count' ? 'INT32' : 'DOUBLE', data: values.map(numberOrNull) };
  });
  const masked = rows.map((row) =>
    columns.flatMap(({ name, kind }, i) => (isMasked(kind, row[i]) ? `${name}=${row[i]}` : [])).join(' '),
  );
  const all = [...columnData, { name: 'masked', type: 'STRING' as const, data: masked }];
  return new Uint8Array(parquetWriteBuffer({ columnData: all, createdBy: 'Secure Base' }));
}

function numberOrNull(value: Value): number | null {
  return typeof value === 'number' ? value : null;
}

function isMasked(kind: string, value: Value): boolean {
  return kind === 'count' && typeof value === 'string';
}
