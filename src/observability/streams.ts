import { closeSync, openSync, writeSync } from 'node:fs';
import { destination } from 'pino';

/** Lines on their way to standard output (1) or error (2). */
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

/** A file to which lines are added. */
export interface LineFile {
  /** @throws where the line can't be written now (a full disk): it is lost */
  write(line: string): void;
  /** Goes on in a new file of that name, after the old one was moved away. @throws where there can be none; the old one stays */
  reopen(): void;
}

/**
 * A file, each of whose lines is written at once, so that none is lost with the process and none waits in memory.
 * @throws where it can't be opened
 */
export function openLineFile(file: string): LineFile {
  let fd = openSync(file, 'a');
  // A full disk may take the beginning of a line: the next one must not go on behind that.
  let torn = false;
  return {
    write: (line) => {
      const bytes = Buffer.from(torn ? `\n${line}` : line);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written);
      } finally {
        torn = written < bytes.length && (torn || written > 0);
      }
    },
    reopen: () => {
      const before = fd;
      fd = openSync(file, 'a');
      torn = false;
      closeSync(before);
    },
  };
}
