/** Most bytes that wait for the next bodies: a few large ones, or a hundred of a usual size. */
const maxFree = 32 * 1024 * 1024;
const leastBytes = 64 * 1024;

/** Memory for the bodies of calls, which threads share. */
export interface BodyMemory {
  /** Memory for at least this many bytes, all zero. */
  take(bytes: number): Uint8Array;
  /** Call this with all that was written when nobody reads it any more: the next body is written there. */
  release(written: Uint8Array): void;
}

/**
 * Memory that is used again. What came piece by piece for a while outlives V8's young generation, and each time that 64 MB of
 * it have come V8 looks through the whole heap, which for bodies of a megabyte costs a third as much as answering them; shared
 * memory it does not count, and where each body had its own, hundreds of megabytes would pile up.
 */
export function createBodyMemory(): BodyMemory {
  const free: SharedArrayBuffer[] = [];
  let freeBytes = 0;
  return {
    take: (bytes) => {
      const index = free.findIndex(
        ({ byteLength }) => byteLength >= bytes && byteLength <= 4 * Math.max(bytes, leastBytes),
      );
      const [found] = index < 0 ? [] : free.splice(index, 1);
      if (found === undefined) return new Uint8Array(new SharedArrayBuffer(sizeFor(bytes)));
      freeBytes -= found.byteLength;
      return new Uint8Array(found);
    },
    release: (written) => {
      const { buffer } = written;
      if (!(buffer instanceof SharedArrayBuffer) || freeBytes + buffer.byteLength > maxFree) return;
      // Two bodies would be written there.
      if (free.includes(buffer)) return;
      // Nobody's record stays in it.
      written.fill(0);
      freeBytes += buffer.byteLength;
      free.push(buffer);
    },
  };
}

function sizeFor(bytes: number): number {
  return Math.max(leastBytes, 2 ** Math.ceil(Math.log2(bytes)));
}
