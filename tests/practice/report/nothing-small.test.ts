import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { MeasureReport, MeasureReportGroupPopulation } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import type { Counts } from '#src/practice/counts.ts';
import { writeReport } from '#src/practice/report/write.ts';
import { type Equation, rangeOf, type Unknown } from '../../small-numbers/attack.ts';
import { runs } from '../../support/property-runs.ts';
import { factsOf, reportOf } from './counted-rows.ts';
import { countPeople, madeAsOf, madeNames, madePeople } from './made-practice.ts';

const limit = 10;
type Cells = ReadonlyMap<string, string>;

/** What is written of these counts. */
async function written(counts: Counts, suppress: number): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'nothing-small-'));
  try {
    const options = reportOf(madeAsOf, { suppress, months: 2 });
    await writeReport(counts, factsOf(madeAsOf, madeNames), options, folder, { language: 'en-GB' });
    const files = ['months.csv', 'lists.csv', 'groups.csv', 'measure-reports.ndjson', 'report.html'];
    const texts = await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')]));
    return Object.fromEntries(texts);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The counts of a CSV file by the names of their row and column; its texts hold no comma here. */
function cellsIn(csv: string, named: number, counts: readonly string[]): [string, string][] {
  const [head = '', ...lines] = csv.replace('\uFEFF', '').trimEnd().split('\n');
  const columns = head.split(',');
  return lines.flatMap((line) => {
    const cells = line.split(',');
    const row = cells.slice(2, named).join(' ').trim();
    return counts.map((name): [string, string] => [`${row} ${name}`, cells[columns.indexOf(name)] ?? '']);
  });
}

function cellsOf(files: Readonly<Record<string, string>>): Cells {
  const monthly = ['people', 'visits', 'visits_with_own_gp', 'visits_of_gp'];
  return new Map([
    ...cellsIn(files['months.csv'] ?? '', 5, monthly),
    ...cellsIn(files['lists.csv'] ?? '', 4, [...monthly, 'people_with_two_visits']).map(
      ([name, cell]): [string, string] => [`window ${name}`, cell],
    ),
    ...cellsIn(files['groups.csv'] ?? '', 7, ['of', 'count']),
  ]);
}

/** Everything that adds up, as anyone sees who reads the tables; by names of cells, the total first. */
function sums(cells: Cells): readonly (readonly string[])[] {
  const names = [...cells.keys()];
  const lists = ['Wren', 'Adeyemi', 'Larsson', 'Okafor', 'Patel', 'Byrne']
    .filter((gp) => names.some((name) => name.startsWith(`window ${gp} `)))
    .map((gp) => `${gp} Dr ${gp}`);
  const months = ['2026-10', '2026-11'];
  const counts = ['visits', 'visits_with_own_gp', 'visits_of_gp'];
  const ages = ['0-4', '5-17', '18-39', '40-64', '65-74', '75+'];
  const bands = ['0', '1', '2', '3+'];
  const included = 'population  included all all count';
  const starting = (start: string) => names.filter((name) => name.startsWith(start) && name.endsWith('count'));
  const group = (what: string, age: string, band: string) =>
    what === 'upc' && age === 'all' && band === 'all' ? 'upc gp  all all of' : groupCell(what, age, band);
  const groupCell = (what: string, age: string, band: string) =>
    `${what} gp  ${age} ${band} ${what === 'upc' ? 'of' : 'count'}`;
  return [
    ...[...counts, 'people'].flatMap((what) =>
      months.map((month) => [`${month} ${what}`, ...lists.map((list) => `${list} ${month} ${what}`)]),
    ),
    ...counts.flatMap((what) =>
      lists.map((list) => [`window ${list} ${what}`, ...months.map((month) => `${list} ${month} ${what}`)]),
    ),
    [included, ...['', ...lists].map((list) => `window ${list} people`)],
    ['upc gp  all all of', ...['', ...lists].map((list) => `window ${list} people_with_two_visits`)],
    ['population  included all all of', ...starting('population')],
    ...['gp', 'face', 'team'].map((kind) => [included, ...starting(`computable ${kind}`)]),
    [included, 'window  people', ...starting('years-with-own-gp')],
    ...['upc', 'upc-at-least-0.4', 'upc-at-least-0.7'].flatMap((what) => [
      ...ages.map((age) => [group(what, age, 'all'), ...bands.map((band) => group(what, age, band))]),
      ...bands.map((band) => [group(what, 'all', band), ...ages.map((age) => group(what, age, band))]),
      [group(what, 'all', 'all'), ...ages.map((age) => group(what, age, 'all'))],
      [group(what, 'all', 'all'), ...bands.map((band) => group(what, 'all', band))],
    ]),
    ...lists.flatMap((list) =>
      [...months.map((month) => `${list} ${month}`), `window ${list}`].flatMap((row) =>
        ['visits', 'visits_of_gp'].map((what) => [
          `${row} ${what}`,
          `${row} visits_with_own_gp`,
          `rest of ${row} ${what}`,
        ]),
      ),
    ),
    ...ages.flatMap((age) =>
      [...bands, 'all'].map((band) => [
        group('upc', age, band),
        group('upc-at-least-0.4', age, band),
        `rest of upc ${age} ${band}`,
      ]),
    ),
  ].map((sum) => sum.filter((name) => name.startsWith('rest of ') || cells.has(name)));
}

/** Which true numbers from 1 to below the limit are printed, or have one possible value for whoever reads the rest. */
function* workedOut(printed: Cells, truth: Cells): Generator<string> {
  const equations = sums(truth);
  const numbers = new Map(
    [...printed].filter(([, cell]) => /^\d+$/.test(cell)).map(([name, cell]) => [name, Number(cell)]),
  );
  const rests = equations.flatMap((names) => names.filter((name) => name.startsWith('rest of ')));
  const unknown = [...[...printed.keys()].filter((name) => !numbers.has(name)), ...rests].map((id): Unknown => {
    const mask = printed.get(id);
    if (mask === '<10') return { id, least: 1, most: limit - 1 };
    return { id, least: mask === 'withheld' ? limit : 0, most: Infinity };
  });
  const used = new Set(equations.flat());
  const asked = equations.map(
    ([total = '', ...parts]): Equation => [[total, -1], ...parts.map((id) => [id, 1] as const)],
  );
  const small = [...truth].filter(([, cell]) => Number(cell) > 0 && Number(cell) < limit).map(([name]) => name);
  for (const name of small) {
    if (numbers.has(name)) yield name;
    else if (used.has(name)) {
      const range = rangeOf(
        name,
        numbers,
        unknown.filter(({ id }) => used.has(id)),
        asked,
      );
      if (range.least === range.most) yield name;
    }
  }
}

/** The counts of MeasureReports; those that are masked as undefined. */
function countsIn(ndjson: string): readonly (number | undefined)[] {
  const reports: MeasureReport[] = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const all = (population: readonly MeasureReportGroupPopulation[] = []) => population.map(({ count }) => count);
  return reports.flatMap(({ group = [] }) =>
    group.flatMap(({ population, stratifier = [] }) => [
      ...all(population),
      ...stratifier.flatMap(({ stratum = [] }) => stratum.flatMap((one) => all(one.population))),
    ]),
  );
}

/** Whole numbers in the cells of the page's tables. */
function numbersOn(html: string): readonly number[] {
  const cells = [...parseHTML(html).document.querySelectorAll('tbody td')].map((cell) => cell.textContent ?? '');
  return cells.filter((cell) => /^[\d,]+$/.test(cell)).map((cell) => Number(cell.replaceAll(',', '')));
}

test('from all that is written no number below the limit can be worked out', async () => {
  const practices = fc.record({ people: fc.integer({ min: 20, max: 80 }), seed: fc.integer({ min: 1, max: 1e6 }) });
  await fc.assert(
    fc.asyncProperty(practices, async ({ people, seed }) => {
      const counts = countPeople(madePeople(people, seed), reportOf(madeAsOf, { months: 2 }));
      const [shown, all] = [await written(counts, limit), await written(counts, 0)];
      expect([...workedOut(cellsOf(shown), cellsOf(all))]).toEqual([]);
      const elsewhere = [...countsIn(shown['measure-reports.ndjson'] ?? ''), ...numbersOn(shown['report.html'] ?? '')];
      expect(elsewhere.filter((one) => one !== undefined && one > 0 && one < limit)).toEqual([]);
    }),
    runs(2),
  );
}, 300_000);

test('the page and the MeasureReports print no number that the tables withhold', async () => {
  const counts = countPeople(madePeople(120, 11), reportOf(madeAsOf, { months: 2 }));
  const files = await written(counts, limit);
  const numbers = new Set([...cellsOf(files).values()].filter((cell) => /^\d+$/.test(cell)).map(Number));
  const reports = countsIn(files['measure-reports.ndjson'] ?? '');
  expect(reports.filter((one) => one === undefined).length).toBeGreaterThan(5);
  expect(reports.filter((one) => one !== undefined && !numbers.has(one))).toEqual([]);
  expect(numbersOn(files['report.html'] ?? '').filter((one) => !numbers.has(one))).toEqual([]);
});

test('the attack works: where only small numbers are left out it finds one', async () => {
  const counts = countPeople(madePeople(120, 11), reportOf(madeAsOf, { months: 2 }));
  const truth = cellsOf(await written(counts, 0));
  const careless = new Map(
    [...truth].map(([name, cell]) => [name, Number(cell) > 0 && Number(cell) < limit ? '<10' : cell]),
  );
  expect(workedOut(careless, truth).next().value).toEqual(expect.any(String));
}, 60_000);
