import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows wait in memory up to this, over all shards, before they are written. */
const mostBuffered = 64 * 1024 * 1024;
const largestWrite = 256 * 1024;

/** Writes rows into the files of their shards: one file is open at a time, however many shards there are. */
export interface ShardWriter {
  /** Adds a row (one line, without its end) of a patient. */
  add(shard: number, patient: string, row: Buffer): void;
  /** Writes what waits. */
  flush(): void;
}

/** A writer of its own for each worker, whose files carry its `name`. */
export function createShardWriter(folder: string, shards: number, name: string): ShardWriter {
  const most = Math.max(4096, Math.min(largestWrite, Math.floor(mostBuffered / shards)));
  const waiting = new Map<number, { bytes: number; parts: Buffer[] }>();
  const write = (shard: number, parts: readonly Buffer[]) =>
    appendFileSync(join(folder, fileOf(shard, name)), Buffer.concat(parts), { mode: 0o600 });
  return {
    add: (shard, patient, row) => {
      const own = waiting.get(shard) ?? { bytes: 0, parts: [] };
      own.parts.push(Buffer.from(`${patient}\t`), row, lineEnd);
      own.bytes += row.length + patient.length + 2;
      waiting.set(shard, own);
      if (own.bytes < most) return;
      waiting.delete(shard);
      write(shard, own.parts);
    },
    flush: () => {
      for (const [shard, { parts }] of waiting) write(shard, parts);
      waiting.clear();
    },
  };
}

const lineEnd = Buffer.from('\n');

/** The file of a shard that a worker writes. */
export function fileOf(shard: number, name: string): string {
  return `${prefixOf(shard)}${name}`;
}

/** How the names of a shard's files begin. */
export function prefixOf(shard: number): string {
  return `shard-${String(shard).padStart(6, '0')}.`;
}

/** Which of `count` shards, or machines, a patient belongs to; each of the two divides in its own way. */
export function shardOf(patient: string, count: number, of: 'shard' | 'machine' = 'shard'): number {
  // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): a row is hashed more often than a cryptographic hash is worth.
  let hash = of === 'shard' ? 0x811c9dc5 : 0x01000193;
  for (let i = 0; i < patient.length; i += 1) hash = Math.imul(hash ^ patient.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % count;
}
