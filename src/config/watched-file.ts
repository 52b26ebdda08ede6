import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseJson, readSiteFile } from './site-file.ts';

/** The parsed content of a file: always that of its latest valid version. */
export interface WatchedFile<T> {
  current(): T;
  /** Reads the file now; if it is broken, reports so and keeps the old content. Never throws. */
  reload(): void;
  close(): void;
}

/** A file of the site. */
export interface FileOfSite {
  /** The setting that names it; errors begin with it. */
  readonly setting: string;
  readonly file: string;
  /** Called after each reading but the first: `read`, or `broken`, when the old content stays. */
  readonly report: (change: 'read' | 'broken') => void;
  readonly pollMs?: number;
}

/** Reads a JSON file that the watched file names, relative to its folder, and watches it from then on. */
export type ReadRelative = (name: string) => unknown;

const mebibyte = 1024 * 1024;
/** A JSON file of a site has a few kilobytes; the limit keeps a wrong path from filling the memory. */
const longestJson = 16 * mebibyte;

/**
 * Reads a JSON file, and again when it, or a file that it names, changes.
 * @throws one clear line, beginning with the setting's name, if it can't be used at the start
 */
export function watchFileOf<T>(
  site: FileOfSite,
  read: (json: unknown, readRelative: ReadRelative) => T,
): WatchedFile<T> {
  const { setting, file } = site;
  return watch(site, (open) => {
    const parse = (path: string): unknown => parseJson(open(path, longestJson));
    const json = naming(`${setting}: ${file}`, () => parse(file));
    return read(json, (name) => naming(name, () => parse(resolve(dirname(file), name))));
  });
}

/**
 * Reads a file of any format, and again when it changes; `read` throws an Error that says what is wrong with the file.
 * @throws one clear line, beginning with the setting's name, if it can't be used at the start
 */
export function watchBytesOf<T>(site: FileOfSite, maxMebibytes: number, read: (bytes: Buffer) => T): WatchedFile<T> {
  const { setting, file } = site;
  return watch(site, (open) => naming(`${setting}: ${file}`, () => read(open(file, maxMebibytes * mebibyte))));
}

/** Lets an error's message begin with the name of what it is about. */
function naming<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name} ${error instanceof Error ? error.message : "can't be read"}`);
  }
}

type Open = (path: string, maxBytes: number) => Buffer;

/** Polls: that also notices a file that is replaced, on any kind of file system. */
function watch<T>({ report, pollMs = 2000 }: FileOfSite, load: (open: Open) => T): WatchedFile<T> {
  const marks = new Map<string, string>();
  const open: Open = (path, maxBytes) =>
    // Marked before it is read, so that no change goes unnoticed.
    readSiteFile(path, maxBytes, (stats) => marks.set(path, markOf(stats)));
  let current = load(open);
  const reload = () => {
    let change: 'read' | 'broken' = 'broken';
    try {
      current = load(open);
      change = 'read';
    } catch {
      // The old content stays.
    }
    try {
      report(change);
    } catch {
      // An error that left the poll would end the process.
    }
  };
  const check = async () => {
    for (const [path, mark] of marks) if (markOf(await stat(path).catch(() => undefined)) !== mark) return reload();
  };
  // Looks that overlap would each read the same change.
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    await check();
    isLooking = false;
  };
  const poll = setInterval(() => void look(), pollMs).unref();
  return { current: () => current, reload, close: () => clearInterval(poll) };
}

function markOf(stats: Stats | undefined): string {
  return stats === undefined ? 'gone' : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}
