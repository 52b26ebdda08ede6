import { readFileSync, unwatchFile, watchFile } from 'node:fs';

/** What a file of the site says, always by its latest good version. */
export interface WatchedFile<T> {
  current(): T;
  /** Reads it now. A broken file keeps the old one and is reported. */
  reload(): void;
  close(): void;
}

/**
 * A JSON file that is read again when it changes.
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
  read: (json: unknown) => T,
): WatchedFile<T> {
  const readNow = (): T => {
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      throw new Error(`${setting}: ${file} can't be read as JSON`);
    }
    return read(json);
  };
  let current = readNow();
  const reload = () => {
    try {
      current = readNow();
      report('read');
    } catch {
      report('broken');
    }
  };
  watchFile(file, { interval: pollMs, persistent: false }, reload);
  return { current: () => current, reload, close: () => unwatchFile(file, reload) };
}
