import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Piece } from './files.ts';

/** Longer rows are left out: no resource of a person's is so large, and each is held in memory. */
export const longestRow = 64 * 1024 * 1024;
const newline = 10;
const chunkBytes = 1024 * 1024;

/** Rows of a piece that lie together in memory, and how many were too long to be held. */
export interface Lines {
  readonly lines: readonly Buffer[];
  readonly tooLong: number;
}

/** The rows that begin in a piece, without line ends; empty ones too. */
export async function* linesOf(piece: Piece): AsyncGenerator<Lines> {
  const { to, gzip } = piece;
  // From the byte before: a row that begins where the piece does is its own.
  let position = gzip ? 0 : Math.max(0, piece.from - 1);
  let isSkipping = !gzip && piece.from > 0;
  const isOwn = () => gzip || position < to;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytesOf(piece, position)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Buffer[] = [];
    let [tooLong, start] = [0, 0];
    for (let end = bytes.indexOf(newline, rest.length); end >= 0 && isOwn(); end = bytes.indexOf(newline, start)) {
      const isTooLong = end - start > longestRow;
      if (!isSkipping && !isTooLong) lines.push(bytes.subarray(start, end));
      if (!isSkipping && isTooLong) tooLong += 1;
      isSkipping = false;
      position += end + 1 - start;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > longestRow && isOwn()) {
      if (!isSkipping) tooLong += 1;
      isSkipping = true;
      position += rest.length;
      rest = rest.subarray(rest.length);
    }
    yield { lines, tooLong };
    if (!isOwn()) return;
  }
  if (rest.length > 0 && !isSkipping) yield { lines: [rest], tooLong: 0 };
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
