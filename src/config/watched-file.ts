import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The parsed content of a file: always that of its latest valid version. */
export interface WatchedFile<T> {
  current(): T;
  /** Reads the file now; if it is broken, reports so and keeps the old content. Never throws. */
  reload(): void;
  close(): void;
}

/** Reads a JSON file that the watched file names, relative to its folder, and watches it from then on. */
export type ReadRelative = (name: string) => unknown;

/** Such a file has a few kilobytes; the limit keeps a wrong path from filling the memory. */
const longest = 16 * 1024 * 1024;

/**
 * Reads a JSON file, and again when it, or a file that it names, changes.
 * @throws one clear line, beginning with the setting's name, if it can't be used at the start
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
  read: (json: unknown, readRelative: ReadRelative) => T,
): WatchedFile<T> {
  const watched = new Set<string>();
  const parse = (path: string): unknown => {
    if (!watched.has(path)) watchFile(path, { interval: pollMs, persistent: false }, reload);
    watched.add(path);
    return parseFile(path);
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
    let change: 'read' | 'broken' = 'broken';
    try {
      current = readNow();
      change = 'read';
    } catch {
      // The old content stays.
    }
    try {
      report(change);
    } catch {
      // An error that left the watcher's callback would end the process.
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

/** @throws if it is no regular file (a pipe would block, a device may never end), too long, not UTF-8, or not JSON */
function parseFile(path: string): unknown {
  const stats = statSync(path);
  if (!stats.isFile() || stats.size > longest) throw new Error('not a file of a site');
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)));
}
