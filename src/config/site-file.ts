import { readFileSync, type Stats, statSync } from 'node:fs';

/**
 * Reads a file; `onStats` is called before it is read.
 * @throws an Error that says what is wrong with it, as the rest of a sentence that begins with its name
 */
export function readSiteFile(path: string, maxBytes: number, onStats: (stats: Stats | undefined) => void): Buffer {
  const stats = tried(() => statSync(path, { throwIfNoEntry: false }));
  onStats(stats);
  if (stats === undefined) throw new Error("doesn't exist");
  // A pipe would block, and a device may never end.
  if (!stats.isFile()) throw new Error('is not a regular file');
  if (stats.size > maxBytes) throw new Error(`is larger than ${maxBytes / 1024 / 1024} MiB`);
  return tried(() => readFileSync(path));
}

/** @throws the same if it is not UTF-8 (a byte order mark is allowed) or not JSON; never with a part of its content */
export function parseJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, place] = /\((line \d+ column \d+)\)/.exec(String(error)) ?? [];
    throw new Error(place === undefined ? 'is not JSON' : `is not JSON at ${place}`);
  }
}

function tried<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Error("can't be read");
  }
}
