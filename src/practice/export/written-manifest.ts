import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fetched } from './fetch-file.ts';
import { orRefuse } from './files.ts';
import type { Asked } from './kick-off.ts';
import type { Plan } from './plan.ts';

/** What an export gave. */
export interface ExportResult {
  /** To be given as `--since` of the next one. */
  readonly transactionTime: string;
  readonly files: number;
  /** Resources that came. */
  readonly rows: number;
  readonly bytes: number;
  /** Bundles of what was deleted. */
  readonly deleted: number;
  /** Issues that the server reports, by severity and code, as `error exception`. */
  readonly issues: Readonly<Record<string, number>>;
  /** Types that the server would not export. */
  readonly notAsked: readonly string[];
  /** Files of types that nobody asked for. */
  readonly leftOut: number;
  /** Whether the server's job is ended. */
  readonly isJobEnded: boolean;
}

/** Sums up what was fetched. */
export function summarise(
  { transactionTime, leftOut }: Plan,
  fetched: readonly Fetched[],
  notAsked: readonly string[],
): Omit<ExportResult, 'isJobEnded'> {
  const issues = new Map<string, number>();
  for (const one of fetched) {
    if (one.file.kind !== 'outcome') continue;
    for (const [name, count] of one.issues) issues.set(name, (issues.get(name) ?? 0) + count);
  }
  const rowsOf = (kind: string) =>
    fetched.filter(({ file }) => file.kind === kind).reduce((sum, { rows }) => sum + rows, 0);
  return {
    transactionTime,
    files: fetched.length,
    rows: rowsOf('output'),
    bytes: fetched.reduce((sum, { bytes }) => sum + bytes, 0),
    deleted: rowsOf('deleted'),
    issues: Object.fromEntries([...issues].sort()),
    notAsked,
    leftOut,
  };
}

/** Writes `manifest.json`, in the form of Bulk Data Access, with the files as they are called here and nothing of an address. */
export function writeManifest(
  folder: string,
  { level, group, since, types }: Asked,
  plan: Plan,
  fetched: readonly Fetched[],
  { issues, notAsked }: Pick<ExportResult, 'issues' | 'notAsked'>,
): void {
  const filesOf = (kind: string) =>
    fetched
      .filter(({ file }) => file.kind === kind)
      .map(({ file: { type, name, continuesIn }, rows }) => ({
        type,
        url: name,
        count: rows,
        continuesInFile: continuesIn,
      }));
  const manifest = {
    transactionTime: plan.transactionTime,
    requiresAccessToken: false,
    outputOrganizedBy: plan.organisedBy,
    output: filesOf('output'),
    deleted: filesOf('deleted'),
    outcome: filesOf('outcome'),
    export: { level: group === undefined ? level : 'group', group, since, types, notAsked, issues },
  };
  const path = join(folder, 'manifest.json');
  orRefuse(path, () => writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 }));
}
