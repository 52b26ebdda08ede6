import { writeSync } from 'node:fs';
import { destination } from 'pino';

/** Where lines go: standard output (1) or error (2), or a file. */
export interface Lines {
  readonly stream: ReturnType<typeof destination>;
  /** Waits so many ms at most until what was written has gone out; what is left then is dropped. */
  close(timeoutMs: number): Promise<void>;
}

/** So many bytes wait for a slow reader; what comes on top of them is lost. */
const mostWaiting = 4 * 1024 * 1024;

/** Writes one line to standard output (1) or error (2) at once; it is lost where nobody reads there any more (EPIPE). */
export function writeLine(fd: 1 | 2, line: string): void {
  try {
    writeSync(fd, `${line}\n`);
  } catch {
    // There is nowhere left to say so.
  }
}

/**
 * Standard output or error, written to beside the work, whose reader may be slow or go away. sonic-boom tries what it holds
 * again and again when the process ends, and without a reader the process never would.
 */
export function standardLines(fd: 1 | 2): Lines {
  const stream = destination({ dest: fd, sync: false, maxLength: mostWaiting });
  // Nothing is written any more, now or when the process ends.
  const drop = () =>
    void Object.assign(stream, { write: () => true, flushSync: () => {}, end: () => stream.emit('close') });
  stream.on('error', drop);
  return {
    stream,
    close: async (timeoutMs) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      // Not `flush`, which without a `minLength` waits for nothing.
      stream.once('close', resolve);
      stream.end();
      await promise;
      clearTimeout(timer);
      drop();
    },
  };
}

/**
 * A file, each of whose lines is written at once. What can't be written now (a full disk) is tried again with the next line.
 * @throws where it can't be opened
 */
export function fileLines(file: string, onError: () => void): Lines {
  const stream = destination({ dest: file, sync: true, append: true });
  stream.on('error', onError);
  return { stream, close: async () => {} };
}
