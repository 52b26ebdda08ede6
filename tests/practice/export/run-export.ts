import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exportPractice } from '#src/practice/export/export-practice.ts';
import { exportOptions } from '#src/practice/export/options.ts';
import { isExportRefusal } from '#src/practice/export/refusal.ts';
import type { Limits } from '#src/practice/export/surroundings.ts';
import type { ExportResult } from '#src/practice/export/written-manifest.ts';
import { newFolder } from './folders.ts';

/** When an export of a test begins. */
export const start = Date.UTC(2026, 10, 30, 9);

export interface ExportRun {
  readonly base: string;
  /** Of the client file; no authorisation where it is not given. */
  readonly client?: object;
  /** Of the command line. */
  readonly options?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Begins now, for a server with a clock of its own. */
  readonly realClock?: boolean;
  /** Called at each wait, with its milliseconds. */
  onWait?(ms: number): void;
}

export interface Ran {
  readonly result: ExportResult | undefined;
  /** Reason and line of a refusal; an error of any other kind is thrown. */
  readonly refusal: { readonly reason: string; readonly line: string } | undefined;
  readonly lines: readonly string[];
  readonly waits: readonly number[];
  readonly into: string;
}

/** Runs an export whose time goes by only where it waits. */
export async function runExport(run: ExportRun): Promise<Ran> {
  const folder = run.folder ?? newFolder();
  const file = join(folder, 'client.json');
  writeFileSync(file, JSON.stringify(run.client ?? { authorisation: 'none' }), { mode: 0o600 });
  const into = join(folder, 'practice');
  const [lines, waits]: [string[], number[]] = [[], []];
  let time = run.realClock ? Date.now() : start;
  const surroundings = {
    log: (line: string) => void lines.push(line),
    signal: run.signal ?? new AbortController().signal,
    now: () => time,
    wait: async (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      time += ms;
      run.onWait?.(ms);
      signal.throwIfAborted();
    },
    limits: { endMs: 2000, ...run.limits },
  };
  const options = exportOptions.parse({ fhirUrl: run.base, client: file, into, ...run.options });
  const ran = { result: undefined, refusal: undefined, lines, waits, into };
  try {
    return { ...ran, result: await exportPractice(options, surroundings) };
  } catch (error) {
    if (!isExportRefusal(error)) throw error;
    return { ...ran, refusal: { reason: error.reason, line: error.message } };
  }
}

/** Paths of all files below a folder, each with its mode, in order. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${relative(folder, path)} ${(statSync(path).mode & 0o777).toString(8)}`)
    .sort();
}
