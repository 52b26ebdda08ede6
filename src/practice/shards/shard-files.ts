import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows wait in memory up to this, over all shards of a worker, before they are written. */
const mostWaiting = 16 * 1024 * 1024;
const [leastWrite, largestWrite] = [4096, 256 * 1024];

/** Writes rows into the files of their shards: one file is open at a time, however many shards there are. */
export interface ShardWriter {
  /** Adds a row (one line, without its end) of a patient. */
  add(shard: number, patient: string, row: Buffer): void;
  /** Writes what waits. */
  flush(): void;
}

/** A writer of its own for each worker, whose files carry its `name`. */
export function createShardWriter(folder: string, shards: number, name: string): ShardWriter {
  const size = Math.max(leastWrite, Math.min(largestWrite, Math.floor(mostWaiting / shards)));
  const waiting = new Map<number, { readonly bytes: Buffer; used: number }>();
  const write = (shard: number, bytes: Buffer) =>
    appendFileSync(join(folder, fileOf(shard, name)), bytes, { mode: 0o600 });
  const bufferOf = (shard: number) => {
    const own = waiting.get(shard) ?? { bytes: Buffer.allocUnsafe(size), used: 0 };
    waiting.set(shard, own);
    return own;
  };
  return {
    add: (shard, patient, row) => {
      const own = bufferOf(shard);
      const length = Buffer.byteLength(patient) + row.length + 2;
      if (own.used + length > size) {
        write(shard, own.bytes.subarray(0, own.used));
        own.used = 0;
      }
      // Copied, because the row is a part of a larger buffer that would otherwise stay in memory with it.
      if (length > size) write(shard, Buffer.concat([Buffer.from(`${patient}\t`), row, lineEnd]));
      else {
        own.used += own.bytes.write(`${patient}\t`, own.used);
        own.used += row.copy(own.bytes, own.used);
        own.used += lineEnd.copy(own.bytes, own.used);
      }
    },
    flush: () => {
      for (const [shard, { bytes, used }] of waiting) if (used > 0) write(shard, bytes.subarray(0, used));
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
