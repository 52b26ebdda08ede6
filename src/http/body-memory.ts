/** Most bytes that wait for the next bodies: a few large ones, or a hundred of a usual size. */
const maxFree = 32 * 1024 * 1024;
const leastBytes = 64 * 1024;

/** Memory that threads share, for the bodies of calls. */
export interface SharedMemory {
  /** Writes the pieces of a body one after another. */
  write(pieces: readonly Uint8Array[]): Uint8Array;
  /** Call this when no thread reads it any more: the next body is written there. */
  release(body: Uint8Array): void;
}

/**
 * Shared memory that is used again. V8 does not count it (unlike ArrayBuffers), so where each body has its own the garbage
 * collector lets hundreds of megabytes of them pile up.
 */
export function createSharedMemory(): SharedMemory {
  const free: SharedArrayBuffer[] = [];
  let freeBytes = 0;
  const take = (bytes: number): SharedArrayBuffer => {
    const index = free.findIndex(
      ({ byteLength }) => byteLength >= bytes && byteLength <= 4 * Math.max(bytes, leastBytes),
    );
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (found === undefined) return new SharedArrayBuffer(Math.max(leastBytes, 2 ** Math.ceil(Math.log2(bytes))));
    freeBytes -= found.byteLength;
    return found;
  };
  return {
    write: (pieces) => {
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const body = new Uint8Array(take(length), 0, length);
      let at = 0;
      for (const piece of pieces) {
        body.set(piece, at);
        at += piece.length;
      }
      return body;
    },
    release: ({ buffer }) => {
      if (!(buffer instanceof SharedArrayBuffer) || freeBytes + buffer.byteLength > maxFree) return;
      freeBytes += buffer.byteLength;
      free.push(buffer);
    },
  };
}
