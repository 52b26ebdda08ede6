import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Resource } from '@medplum/fhirtypes';
import type { Random } from '../evaluate/lives/random.ts';

/** Where rows of any type go. */
export interface RowFiles {
  write(row: Resource): void;
  /** Writes what is pending and closes all files; rows by type. */
  close(): ReadonlyMap<string, number>;
}

/** Characters of one type that are written at once: in all some 20 MB of memory. */
const pendingLimit = 1_000_000;
const rowsInAFile = 250_000;

interface OpenType {
  file: number | undefined;
  rows: number;
  pending: string[];
  pendingLength: number;
}

/**
 * Files of one type each, named as servers name those of `$export`: `Encounter.000.ndjson`, the next one after 250,000 rows.
 * Compressed ones are several gzip members in a row (RFC 1952, 2.2), as concatenated files are.
 */
export function openRowFiles(folder: string, { gzip = false } = {}): RowFiles {
  mkdirSync(folder, { recursive: true });
  const types = new Map<string, OpenType>();
  const flush = (type: string, open: OpenType) => {
    const number = String(Math.floor((open.rows - 1) / rowsInAFile)).padStart(3, '0');
    open.file ??= openSync(join(folder, `${type}.${number}.ndjson${gzip ? '.gz' : ''}`), 'w');
    const text = open.pending.join('');
    writeFileSync(open.file, gzip ? gzipSync(text, { level: 1 }) : text);
    open.pending = [];
    open.pendingLength = 0;
    if (open.rows % rowsInAFile !== 0) return;
    closeSync(open.file);
    open.file = undefined;
  };
  return {
    write: (row) => {
      const type = row.resourceType;
      const open = types.get(type) ?? { file: undefined, rows: 0, pending: [], pendingLength: 0 };
      types.set(type, open);
      const line = `${JSON.stringify(row)}\n`;
      open.pending.push(line);
      open.pendingLength += line.length;
      open.rows += 1;
      if (open.pendingLength > pendingLimit || open.rows % rowsInAFile === 0) flush(type, open);
    },
    close: () => {
      for (const [type, open] of types) {
        if (open.pending.length > 0) flush(type, open);
        if (open.file !== undefined) closeSync(open.file);
      }
      return new Map([...types].map(([type, { rows }]) => [type, rows]));
    },
  };
}

/** Hands the rows on in random order, once all are there: for exports that fit into memory. */
export function inRandomOrder(files: RowFiles, random: Random): RowFiles {
  const rows: Resource[] = [];
  return {
    write: (row) => void rows.push(row),
    close: () => {
      const ranked = rows.map((row) => ({ row, rank: random.unit() })).sort((a, b) => a.rank - b.rank);
      for (const { row } of ranked) files.write(row);
      return files.close();
    },
  };
}
