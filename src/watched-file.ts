import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What a file of the site says, always by its latest good version. */
export interface WatchedFile<T> {
  current(): T;
  /** Reads it now. A broken file keeps the old one and is reported. */
  reload(): void;
  close(): void;
}

/** Reads a JSON file that the watched one names, from the folder of that; it is watched from then on as well. */
export type ReadBeside = (name: string) => unknown;

/**
 * A JSON file that is read again when it changes, or one that it names.
 * @throws one clear line, beginning with the setting's name, where it can't be used at the start
 */
export function watchFileOf<T>(
  {
    setting,
    file,
    report,
    pollMs = 2000,
  }: {
    readonly setting: string;
    readonly file: string;
    readonly report: (change: 'read' | 'broken') => void;
    readonly pollMs?: number;
  },
  read: (json: unknown, readBeside: ReadBeside) => T,
): WatchedFile<T> {
  const watched = new Set<string>();
  const parse = (path: string): unknown => {
    if (!watched.has(path)) watchFile(path, { interval: pollMs, persistent: false }, reload);
    watched.add(path);
    return JSON.parse(readFileSync(path, 'utf8'));
  };
  const readNow = (): T => {
    let json: unknown;
    try {
      json = parse(file);
    } catch {
      throw new Error(`${setting}: ${file} can't be read as JSON`);
    }
    return read(json, (name) => parse(resolve(dirname(file), name)));
  };
  function reload(): void {
    try {
      current = readNow();
      report('read');
    } catch {
      report('broken');
    }
  }
  const close = () => {
    for (const path of watched) unwatchFile(path, reload);
  };
  let current: T;
  try {
    current = readNow();
  } catch (error) {
    close();
    throw error;
  }
  return { current: () => current, reload, close };
}
