import { readdirSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { parseJson, readSiteFile } from '../config/site-file.ts';
import type { Site } from './site.ts';
import { sitesIn } from './site-entry.ts';
import { type SiteList, siteList } from './site-list.ts';

/** The sites of a file or folder: always those of the latest valid version of each file. */
export interface WatchedSites extends SiteList {
  close(): void;
}

/** What the sites are watched with. */
export interface WatchOptions {
  readonly config: Pick<Config, 'siteValues' | 'demo'>;
  /** Called after each change: `read`, or `broken`, when what was there stays. */
  readonly report: (change: 'read' | 'broken') => void;
  readonly pollMs?: number;
}

const longestFile = 64 * 1024 * 1024;
/** A folder is looked through at most this often, and less often the more it holds: each file takes a system call. */
const pollMsAtLeast = 2000;
const pollMsPerFile = 2;

interface ReadFile {
  readonly mark: string;
  readonly sites: readonly Site[];
}

/**
 * Reads `SITES`, and again what changes: a file that is broken keeps its old sites, one that has gone takes its sites along.
 * @throws one clear line if it can't be used at the start
 */
export function watchSites(path: string, options: WatchOptions): WatchedSites {
  const { report, pollMs = pollMsAtLeast } = options;
  let files = readAll(path, options);
  let current = naming(path, () => siteList(sitesOf(files)));
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const look = async () => {
    const marks = await marksOf(path);
    if (marks !== undefined && !isClosed) update(marks);
    schedule();
  };
  const update = (marks: ReadonlyMap<string, string>) => {
    const { changed, broken, next } = reread(files, marks, options);
    if (!changed && !broken) return;
    files = next;
    try {
      current = siteList(sitesOf(files));
      report(broken ? 'broken' : 'read');
    } catch {
      report('broken');
    }
  };
  const schedule = () => {
    if (isClosed) return;
    timer = setTimeout(() => void look().catch(schedule), Math.max(pollMs, files.size * pollMsPerFile)).unref();
  };
  schedule();
  return {
    of: (tenant) => current.of(tenant),
    at: (base) => current.at(base),
    languages: () => current.languages(),
    origins: () => current.origins(),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function sitesOf(files: ReadonlyMap<string, ReadFile>): readonly Site[] {
  return [...files.values()].flatMap(({ sites }) => sites);
}

/** The files of a folder, or the file itself. */
function readAll(path: string, options: WatchOptions): Map<string, ReadFile> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error(`SITES: ${path} doesn't exist`);
  const names = stats.isDirectory()
    ? readdirSync(path)
        .filter(isEntry)
        .map((name) => join(path, name))
    : [path];
  return new Map(names.sort().map((file) => [file, naming(file, () => readFile(file, options))]));
}

function isEntry(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.');
}

function readFile(file: string, { config }: WatchOptions): ReadFile {
  let mark = '';
  const bytes = readSiteFile(file, longestFile, (stats) => {
    mark = stats === undefined ? '' : markOf(stats);
  });
  return { mark, sites: sitesIn(parseJson(bytes), file, config) };
}

/** What is there now of each file; undefined while the folder itself can't be read. */
async function marksOf(path: string): Promise<ReadonlyMap<string, string> | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return new Map([[path, markOf(stats)]]);
  const names = (await readdir(path)).filter(isEntry).sort();
  const marks = new Map<string, string>();
  for (const name of names) {
    const found = await stat(join(path, name)).catch(() => undefined);
    if (found !== undefined) marks.set(join(path, name), markOf(found));
  }
  return marks;
}

function reread(files: ReadonlyMap<string, ReadFile>, marks: ReadonlyMap<string, string>, options: WatchOptions) {
  let [changed, broken] = [false, false];
  const next = new Map<string, ReadFile>();
  for (const [file, mark] of marks) {
    const before = files.get(file);
    if (before?.mark === mark) {
      next.set(file, before);
      continue;
    }
    try {
      next.set(file, readFile(file, options));
      changed = true;
    } catch {
      broken = true;
      // Not looked at again before it changes.
      next.set(file, { mark, sites: before?.sites ?? [] });
    }
  }
  if (marks.size < files.size || [...files.keys()].some((file) => !marks.has(file))) changed = true;
  return { changed, broken, next };
}

function markOf({ ino, mtimeMs, size }: { readonly ino: number; readonly mtimeMs: number; readonly size: number }) {
  return `${ino} ${mtimeMs} ${size}`;
}

function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`SITES: ${file} ${error instanceof Error ? error.message : "can't be read"}`);
  }
}
