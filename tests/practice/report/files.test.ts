import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Measure, MeasureReport } from '@medplum/fhirtypes';
import type { Counts } from '#src/practice/counts.ts';
import { measureIds } from '#src/practice/report/files/measures.ts';
import type { ReportOptions } from '#src/practice/report/options.ts';
import { writeReport } from '#src/practice/report/write.ts';
import { faultsOf, readProfile } from '../../cards/profiles.ts';
import { factsOf, reportOf } from './counted-rows.ts';
import { countPeople, madeAsOf, madeNames, madePeople } from './made-practice.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function written(
  counts: Counts,
  options: ReportOptions,
  names: Readonly<Record<string, string>> = madeNames,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  folders.push(folder);
  await writeReport(counts, factsOf(madeAsOf, names), options, folder, { language: 'en-GB' });
  return folder;
}

const options = reportOf(madeAsOf, { suppress: 10 });
const counts = countPeople(madePeople(900, 1), options);
const text = async (folder: string, file: string) => readFile(join(folder, file), 'utf8');
const measureReports = async (folder: string): Promise<readonly MeasureReport[]> =>
  (await text(folder, 'measure-reports.ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Rows of a table as DuckDB reads them, each value as text. */
async function rowsOf(source: string): Promise<readonly (readonly (string | null)[])[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(`select columns(*)::varchar from ${source}`)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows as (string | null)[][];
}

describe('the files of a practice', () => {
  test('are all there, and readable by their owner alone', async () => {
    const folder = await written(counts, options);
    const files = (await readdir(folder)).toSorted();
    const tables = ['groups', 'lists', 'months'].flatMap((name) => [`${name}.csv`, `${name}.parquet`]);
    expect(files).toEqual([...tables, 'measure-reports.ndjson', 'report.html'].toSorted());
    for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  }, 60_000);

  test('are the same bytes whatever the order in which people were counted', async () => {
    const [one, other] = [await written(counts, options), await written(new Map([...counts].reverse()), options)];
    for (const file of await readdir(one))
      expect([file, (await readFile(join(one, file))).equals(await readFile(join(other, file)))]).toEqual([file, true]);
  }, 60_000);

  test('Parquet holds what the CSV file does, and null with a reason for what is not printed', async () => {
    const folder = await written(counts, options);
    for (const name of ['groups', 'lists', 'months']) {
      const csv = await rowsOf(`read_csv('${join(folder, name)}.csv', header = true, all_varchar = true)`);
      const parquet = await rowsOf(`read_parquet('${join(folder, name)}.parquet')`);
      expect(parquet).toHaveLength(csv.length);
      for (const [i, row] of parquet.entries()) {
        const masked = row.at(-1);
        const shown = csv[i]?.map((cell) => (cell === '<10' || cell === 'withheld' ? null : (cell ?? '')));
        expect(row.slice(0, -1).map((cell) => rounded(cell ?? null))).toEqual(shown?.map((cell) => rounded(cell)));
        const hidden = csv[i]?.filter((cell) => cell === '<10' || cell === 'withheld') ?? [];
        expect(masked === '' ? 0 : masked?.split(' ').length).toBe(hidden.length);
      }
    }
  }, 60_000);

  test('a name that a spreadsheet would take for a formula begins with an apostrophe', async () => {
    const folder = await written(counts, options, { ...madeNames, Wren: '=HYPERLINK("http://x")', Byrne: '@SUM(A1)' });
    const lists = await text(folder, 'lists.csv');
    expect(lists).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lists).toContain(`,'@SUM(A1),`);
    expect(await text(folder, 'report.html')).toContain('=HYPERLINK(&#34;http://x&#34;)');
  }, 60_000);

  test('MeasureReports are valid FHIR R4, one a measure and month, each of a Measure of ours', async () => {
    const reports = await measureReports(await written(counts, options));
    expect(reports.flatMap((one) => faultsOf(one))).toEqual([]);
    const named = (id: string) => reports.filter(({ measure }) => measure?.endsWith(`/Measure/${id}`));
    expect(measureIds.map((id) => [id, named(id).length])).toEqual([
      ['slicc', 24],
      ['opr', 24],
      ...measureIds.slice(2).map((id) => [id, 1]),
    ]);
    for (const id of measureIds)
      expect(readProfile<Measure>(`Measure-${id}.json`).url).toBe(`https://secure-base.org/fhir/Measure/${id}`);
    expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length);
    const lists = named('slicc')[0]?.group?.[0]?.stratifier?.[0]?.stratum?.map(({ value }) => value?.text);
    expect(lists).toEqual(['Dr Adeyemi', 'Dr Byrne', 'Dr Larsson', 'Dr Okafor', 'Dr Patel', 'Dr Wren']);
  }, 60_000);

  test('of a number that is not printed MeasureReport says masked, and gives no score', async () => {
    const reports = await measureReports(await written(counts, options));
    const groups = reports.flatMap(({ group = [] }) => [
      ...group,
      ...group.flatMap(({ stratifier = [] }) => stratifier.flatMap(({ stratum = [] }) => stratum)),
    ]);
    const masked = { extension: [expect.objectContaining({ valueCode: 'masked' })] };
    const withheld = groups.filter(({ population = [] }) => population.some((one) => one.count === undefined));
    expect(withheld.length).toBeGreaterThan(10);
    for (const { population = [], measureScore } of withheld) {
      expect(measureScore).toEqual(masked);
      const counts = population.flatMap(({ count }) => count ?? []);
      expect(counts.filter((count) => count > 0 && count < 10)).toEqual([]);
    }
    const printed = groups.filter(({ measureScore }) => measureScore?.value !== undefined);
    expect(printed.length).toBeGreaterThan(50);
  }, 60_000);
});

describe('of several practices', () => {
  const both = countPeople([...madePeople(400, 2), ...madePeople(400, 3, 'Organization/south')], options);

  test('the files hold practices only, and no clinician', async () => {
    const folder = await written(both, options);
    const files = (await readdir(folder)).toSorted();
    expect(files).toEqual([
      ...['1-north', '2-south', 'groups.csv', 'groups.parquet', 'measure-reports.ndjson', 'months.csv'],
      ...['months.parquet', 'report.html'],
    ]);
    for (const file of files.slice(2)) expect(await text(folder, file)).not.toMatch(/Wren|Patel|Adeyemi/);
    const html = await text(folder, 'report.html');
    expect(html.indexOf('Northgate Surgery')).toBeLessThan(html.indexOf('South Quay Practice'));
    expect(await text(folder, '1-north/report.html')).toContain('Dr Wren');
    expect((await stat(join(folder, '1-north'))).mode & 0o777).toBe(0o700);
  }, 120_000);

  test('each practice’s own report is what it would be alone', async () => {
    const [folder, alone] = [
      await written(both, options),
      await written(countPeople(madePeople(400, 2), options), options),
    ];
    for (const file of await readdir(alone))
      expect([file, (await readFile(join(folder, '1-north', file))).equals(await readFile(join(alone, file)))]).toEqual(
        [file, true],
      );
  }, 120_000);

  test('people whose practice is not known are in no figure, and the page says how many', async () => {
    const lost = countPeople([...madePeople(400, 2), ...madePeople(30, 4, '')], options);
    const html = await text(await written(lost, options), 'report.html');
    expect(html).toContain('People whose practice is not known, and who are in no figure: 30.');
    expect(html).not.toContain('could not be dealt with');
  }, 60_000);
});

/** Numbers of both files to four decimals, texts as they are. */
function rounded(cell: string | null): string {
  if (cell === null || cell === '') return '';
  return /^[\d.]+(?:e-?\d+)?$/.test(cell) ? Number(cell).toFixed(4) : cell;
}
