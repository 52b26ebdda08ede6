import { closeSync, openSync, writeSync } from 'node:fs';
import { destination } from 'pino';

/** Asynchronous lines to standard output or error. */
export interface StandardStream {
  readonly stream: ReturnType<typeof destination>;
  /** Flushes for at most `timeoutMs` and drops the rest. */
  close(timeoutMs: number): Promise<void>;
}

/** Bytes buffered for a slow reader; anything beyond is lost. */
const maxBufferedBytes = 4 * 1024 * 1024;

/**
 * Writes one line synchronously to standard output (1) or error (2). It is lost if nobody reads there any more (EPIPE).
 */
export function writeLine(fd: 1 | 2, line: string): void {
  try {
    writeSync(fd, `${line}\n`);
  } catch {
    // There is nowhere left to report it.
  }
}

/**
 * Standard output or error, written asynchronously, because its reader may be slow or gone. On exit sonic-boom retries
 * its buffer forever, so without a reader the process would never end; `close` prevents that.
 */
export function openStandardStream(fd: 1 | 2): StandardStream {
  const stream = destination({ dest: fd, sync: false, maxLength: maxBufferedBytes });
  // Discards all writes from now on, including those at exit.
  const drop = () =>
    void Object.assign(stream, { write: () => true, flushSync: () => {}, end: () => stream.emit('close') });
  stream.on('error', drop);
  return {
    stream,
    close: async (timeoutMs) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      // Not `flush`, which returns at once without a `minLength`.
      stream.once('close', resolve);
      stream.end();
      await promise;
      clearTimeout(timer);
      drop();
    },
  };
}

/** A file that lines are appended to. */
export interface LineFile {
  /** @throws if the line cannot be written (disk full); it is then lost */
  write(line: string): void;
  /**
   * Reopens the path after log rotation.
   * @throws if that fails; the old file stays open
   */
  reopen(): void;
}

/**
 * A file written synchronously, so that no line is lost with the process and none queues in memory.
 * @throws if it cannot be opened
 */
export function openLineFile(file: string): LineFile {
  let fd = openSync(file, 'a');
  // A full disk may accept part of a line: start the next one on a new line.
  let hasPartialLine = false;
  return {
    write: (line) => {
      const bytes = Buffer.from(hasPartialLine ? `\n${line}` : line);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written);
      } finally {
        hasPartialLine = written < bytes.length && (hasPartialLine || written > 0);
      }
    },
    reopen: () => {
      const before = fd;
      fd = openSync(file, 'a');
      hasPartialLine = false;
      closeSync(before);
    },
  };
}
