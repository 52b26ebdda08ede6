import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What a file of the site says, always by its latest good version. */
export interface WatchedFile<T> {
  current(): T;
  /** Reads it now. A broken file, in whatever way, keeps the old one and is reported. Never throws. */
  reload(): void;
  close(): void;
}

/** Reads a JSON file that the watched one names, from the folder of that; it is watched from then on as well. */
export type ReadBeside = (name: string) => unknown;

/** A file of a site is a few kilobytes; this keeps a wrong path from filling the memory. */
const longest = 16 * 1024 * 1024;

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
      // The old one stays.
    }
    try {
      report(change);
    } catch {
      // Nobody is above a watcher's callback: what left it would end the process.
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

/** @throws where it is no file (a pipe would block, a device may never end), too long, not UTF-8 (a byte order mark is), or not JSON */
function parseFile(path: string): unknown {
  const stats = statSync(path);
  if (!stats.isFile() || stats.size > longest) throw new Error('not a file of a site');
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)));
}
