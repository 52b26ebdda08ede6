/**
 * `npm run try -- [--as-of DAY] [--user REFERENCE] [--explain] [--table] FILES…`: opens the chart of every person in these
 * FHIR files as an EHR would, by prefetch, and replays recorded calls. Prints the results, with `--explain` also what became
 * of each detection. `--table` prints one row of numbers per file or folder, and with `--explain` one row per detection and
 * reason, in Markdown. Settings come from the environment, as for the service.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { codes } from '#src/detectors/index.ts';
import { parseDay } from '#src/history/calendar.ts';
import { readChartFiles } from './charts.ts';
import { type ChartOpening, openAll } from './open-charts.ts';
import { reasonsTable } from './reasons-table.ts';
import { describe } from './report.ts';
import { summaryTable } from './try-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'as-of': { type: 'string' },
    user: { type: 'string' },
    explain: { type: 'boolean' },
    table: { type: 'boolean' },
  },
});
const asOf = values['as-of'] === undefined ? undefined : parseDay(values['as-of']);
if (positionals.length === 0 || (values['as-of'] !== undefined && asOf === undefined)) {
  console.error(
    'usage: npm run try -- [--as-of YYYY-MM-DD] [--user Practitioner/id] [--explain] [--table] FILES or FOLDERS',
  );
  process.exit(2);
}
const missing = positionals.find((path) => !existsSync(path));
if (missing !== undefined) {
  console.error(`${missing}: is not there`);
  process.exit(2);
}

const when = { asOf, user: values.user, explain: values.explain === true };
const all = values.table ? await printTable() : await printEach();
if (all.length === 0) {
  console.error(`${positionals.join(', ')}: no person's record and no hook request was found`);
  process.exitCode = 2;
}
if (all.some(({ outcome }) => outcome === 'crashed')) process.exitCode = 1;

async function printTable(): Promise<readonly ChartOpening[]> {
  const folders = [];
  for (const path of positionals) {
    const opened = await Array.fromAsync(openAll(readChartFiles([path]), when));
    folders.push({ path, opened });
  }
  const all = folders.flatMap(({ opened }) => opened);
  if (all.length > 0) console.log(when.explain ? reasonsTable(all) : summaryTable(folders));
  return all;
}

async function printEach(): Promise<readonly ChartOpening[]> {
  const openable = readChartFiles(positionals);
  for (const file of openable.unreadable) console.log(`${file}: is not JSON, left out`);
  const opened: ChartOpening[] = [];
  for await (const one of openAll(openable, when)) {
    opened.push(one);
    console.log(describe(one));
  }
  if (opened.length > 0) summarise(opened);
  return opened;
}

function summarise(opened: readonly ChartOpening[]): void {
  const of = (outcome: ChartOpening['outcome']) => opened.filter((one) => one.outcome === outcome).length;
  const cards = opened.flatMap((one) => one.cards);
  console.log(
    `\n${opened.length} openings: ${of('answered')} answered, ${of('nothing-to-go-on')} without enough data (412), ${of('crashed')} crashed`,
  );
  console.log(cards.length === 0 ? 'no card' : `${cards.length} cards; per 100 openings:`);
  for (const code of codes) {
    const count = cards.filter(({ source }) => source.topic?.code === code).length;
    if (count > 0)
      console.log(`  ${code.padEnd(26)} ${((100 * count) / opened.length).toFixed(1).padStart(6)}   (${count})`);
  }
}
