import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Words, wordsIn } from '../../cards/words.ts';
import type { Config } from '../../config/config.ts';
import type { Counts } from '../counts.ts';
import type { RunFacts } from '../work.ts';
import { countedByPractice } from './figures/counted.ts';
import { type PracticeReport, practiceReports } from './figures/practice-report.ts';
import { csvOf } from './files/csv.ts';
import { groupsTable } from './files/groups-table.ts';
import { measureReportsOf } from './files/measure-reports.ts';
import { listsTable, monthsTable } from './files/monthly-tables.ts';
import { parquetOf } from './files/parquet.ts';
import type { Table } from './files/table.ts';
import type { ReportOptions } from './options.ts';
import { type Missing, nobodyMissing } from './page/missing.ts';
import { practicePage } from './page/practice-page.ts';
import { regionPage } from './page/region-page.ts';
import { windowOf } from './window.ts';

/** Writes all files of a report; see `writeReport`. */
export async function writeReportFiles(
  counts: Counts,
  facts: RunFacts,
  options: ReportOptions,
  folder: string,
  { language }: Pick<Config, 'language'>,
): Promise<readonly string[]> {
  const words = wordsIn(language);
  const reports = await practiceReports(counts, facts, options);
  const missing = missingFrom(counts, facts);
  const [only] = reports;
  if (only !== undefined && reports.length === 1) {
    await writePractice(only, { missing, options, words }, folder);
    return [lineOf(only, words)];
  }
  await writeRegion(reports, { missing, options, words }, folder);
  const lines: string[] = [];
  for (const [i, report] of reports.entries()) {
    const name = folderOf(report, i, reports.length);
    await mkdir(join(folder, name), { mode: 0o700 });
    await writePractice(report, { missing: nobodyMissing, options, words }, join(folder, name));
    lines.push(`${name}: ${lineOf(report, words)}`);
  }
  return lines;
}

function missingFrom(counts: Counts, { failedPeople, lostShards }: RunFacts): Missing {
  const lost = lostShards.reduce((sum, { people }) => sum + people, 0);
  return { unread: failedPeople + lost, unknownPractice: countedByPractice(counts).get('')?.count('people') ?? 0 };
}

/** What the pages of one run are written with. */
interface PageParts {
  readonly missing: Missing;
  readonly options: ReportOptions;
  readonly words: Words;
}

async function writePractice(
  report: PracticeReport,
  { missing, options: { suppress }, words }: PageParts,
  folder: string,
): Promise<void> {
  await write(join(folder, 'report.html'), practicePage(report, missing, suppress, words));
  await writeTables([monthsTable([report], true), listsTable(report), groupsTable([report])], suppress, folder);
  await writeLines(join(folder, 'measure-reports.ndjson'), measureReportsOf(report, true));
}

async function writeRegion(
  reports: readonly PracticeReport[],
  { missing, options, words }: PageParts,
  folder: string,
): Promise<void> {
  const window = windowOf(options.asOf, options.months);
  await write(join(folder, 'report.html'), regionPage(reports, missing, window, options.suppress, words));
  await writeTables([monthsTable(reports, false), groupsTable(reports)], options.suppress, folder);
  await writeLines(
    join(folder, 'measure-reports.ndjson'),
    reports.flatMap((report, i) =>
      measureReportsOf(report, false).map((one) => ({ ...one, id: `${i + 1}-${one.id}` })),
    ),
  );
}

async function writeTables(tables: readonly Table[], limit: number, folder: string): Promise<void> {
  for (const table of tables) {
    await write(join(folder, `${table.name}.csv`), csvOf(table, limit));
    await write(join(folder, `${table.name}.parquet`), parquetOf(table));
  }
}

async function writeLines(file: string, rows: readonly object[]): Promise<void> {
  await write(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** Readable by its owner alone: the figures are of a practice and its people. */
async function write(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content, { mode: 0o600, flag: 'wx' });
}

/** A number by the order of names, and what of the reference a folder may be called. */
function folderOf({ practice }: PracticeReport, i: number, of: number): string {
  const number = String(i + 1).padStart(String(of).length, '0');
  return `${number}-${practice
    .replace(/^Organization[/?]/, '')
    .replace(/[^\w-]+/g, '-')
    .slice(0, 60)}`;
}

function lineOf({ name, window, lists }: PracticeReport, words: Words): string {
  const { written } = words.wording.practiceReport;
  const counts = { months: window.months.length, lists: lists.length };
  return words.format(written, { practice: name, ...counts, to: words.date(window.to - 1) });
}
