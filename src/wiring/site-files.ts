import { statSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config/config.ts';
import type { SiteCentiles } from '../config/practice-centiles.ts';
import type { WatchedFile } from '../config/watched-file.ts';
import { indexedStaff, type StaffIndex } from '../fhir/read/read-directory.ts';
import type { CodeSets } from '../fhir/terminology/code-sets.ts';
import type { Log } from '../observability/log.ts';
import { openCentiles } from './practice-centiles.ts';
import { openStaffDirectory } from './staff-directory.ts';

/** The files of one site. */
export interface FilesOfSite {
  /** Its list of staff; undefined as a whole where it has none, and at a call where it can't be read. */
  readonly staff: (() => StaffIndex | undefined) | undefined;
  readonly centiles: (() => SiteCentiles | undefined) | undefined;
}

type Files = Pick<Config, 'staffDirectory' | 'practiceCentiles'>;

/**
 * The files that the environment names, opened now.
 * @throws one clear line if one can't be used
 */
export function filesAtStart(
  { staffDirectory, practiceCentiles }: Files,
  codeSets: CodeSets,
  log: Log,
): FilesOfSite & { close(): void } {
  const staff = staffDirectory === undefined ? undefined : openStaff(staffDirectory, codeSets, log);
  const centiles = practiceCentiles === undefined ? undefined : openCentilesOf(practiceCentiles, log);
  return {
    staff: staff?.current,
    centiles: centiles?.current,
    close: () => {
      staff?.close();
      centiles?.close();
    },
  };
}

/** Bytes of the files of sites that a thread holds; a list of staff takes some times as much memory as its file. */
const maxBytes = 32 * 1024 * 1024;

/** The files of many sites: each is read when a call first needs it, and the longest unused are let go of. */
export function filesWhenNeeded(codeSets: CodeSets, log: Log): { of(files: Files): FilesOfSite; close(): void } {
  const staff = openWhenNeeded('STAFF_DIRECTORY', (file) => openStaff(file, codeSets, log), log);
  const centiles = openWhenNeeded('PRACTICE_CENTILES', (file) => openCentilesOf(file, log), log);
  return {
    of: ({ staffDirectory, practiceCentiles }) => ({
      staff: staffDirectory === undefined ? undefined : () => staff.current(staffDirectory),
      centiles: practiceCentiles === undefined ? undefined : () => centiles.current(practiceCentiles),
    }),
    close: () => {
      staff.close();
      centiles.close();
    },
  };
}

type Open<T> = Pick<WatchedFile<T>, 'current' | 'close'>;
/** A file that can't be used is looked at again after this long. */
const brokenForMs = 60_000;

function openWhenNeeded<T>(setting: string, open: (file: string) => Open<T>, log: Log) {
  const broken: Open<undefined> = { current: () => undefined, close: () => {} };
  const opened = new LRUCache<string, Open<T | undefined>>({ maxSize: maxBytes, dispose: (file) => file.close() });
  return {
    current: (file: string): T | undefined => {
      const before = opened.get(file);
      if (before !== undefined) return before.current();
      try {
        const made = open(file);
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        // The largest take the place of all others.
        opened.set(file, made, { size: Math.min(Math.max(1, size), maxBytes) });
        return made.current();
      } catch {
        log.error({ event: 'site-file-broken', setting });
        opened.set(file, broken, { size: 1, ttl: brokenForMs });
        return undefined;
      }
    },
    close: () => opened.clear(),
  };
}

function openStaff(file: string, codeSets: CodeSets, log: Log): Open<StaffIndex> {
  const watched = openStaffDirectory(file, fileReport(log)('STAFF_DIRECTORY'));
  return { current: indexedStaff(watched.current, codeSets), close: watched.close };
}

function openCentilesOf(file: string, log: Log): Open<SiteCentiles> {
  return openCentiles(file, fileReport(log)('PRACTICE_CENTILES'), () =>
    log.warn({ event: 'site-file-old', setting: 'PRACTICE_CENTILES' }),
  );
}

/** Logs that a file of the site was read again, or is broken. */
export function fileReport(log: Log): (setting: string) => (change: 'read' | 'broken') => void {
  return (setting) => (change) =>
    change === 'read'
      ? log.info({ event: 'site-file-read', setting })
      : log.error({ event: 'site-file-broken', setting });
}
