import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Piece } from './files.ts';

/** Longer rows are left out: no resource of a person's is so large, and each is held in memory. */
export const longestRow = 64 * 1024 * 1024;
const newline = 10;
const chunkBytes = 4 * 1024 * 1024;

/** Rows of a piece that lie together in memory, and how many were too long to be held. */
export interface Lines {
  readonly lines: readonly Buffer[];
  readonly tooLong: number;
}

/** The rows that begin in a piece, without line ends and empty lines. */
export async function* linesOf(piece: Piece): AsyncGenerator<Lines> {
  const { from, to, gzip } = piece;
  // With the byte before it: a row that begins where the piece does is its own.
  let position = gzip || from === 0 ? 0 : from - 1;
  let isOfBefore = position > 0;
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  for await (const chunk of bytesOf(piece, position)) {
    const lines: Buffer[] = [];
    let tooLong = 0;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(newline, rest.length); end >= 0; end = bytes.indexOf(newline, start)) {
      const isOwn = gzip || position + start < to;
      if (!isOwn) return yield { lines, tooLong };
      if (!isOfBefore && !skipping) lines.push(bytes.subarray(start, end));
      isOfBefore = false;
      skipping = false;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    position += start;
    if (rest.length > longestRow) {
      tooLong += skipping || isOfBefore ? 0 : 1;
      skipping = true;
      position += rest.length;
      rest = rest.subarray(rest.length);
    }
    yield { lines, tooLong };
  }
  const isLast = rest.length > 0 && !isOfBefore && !skipping && (gzip || position < to);
  if (isLast) yield { lines: [rest], tooLong: 0 };
}

async function* bytesOf({ file, gzip }: Piece, start: number): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { start, highWaterMark: chunkBytes });
  const stream = gzip ? pipeline(raw, createGunzip({ chunkSize: chunkBytes }), () => {}) : raw;
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } finally {
    raw.destroy();
  }
}
