/**
 * `npm run try -- [--as-of DAY] [--user REFERENCE] [--table] FILES…`: opens the chart of every person in these FHIR files
 * as an EHR would, by prefetch, and makes recorded calls again; prints what the service makes of it, or with `--table` one
 * row of numbers for each file or folder, in Markdown. Settings by the environment, as for the service.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { codes } from '#src/detectors/index.ts';
import { parseDay } from '#src/history/calendar.ts';
import { openableIn } from './charts.ts';
import { type Opened, openAll } from './open-charts.ts';
import { describe } from './report.ts';
import { tableOf } from './try-table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'as-of': { type: 'string' }, user: { type: 'string' }, table: { type: 'boolean' } },
});
const asOf = values['as-of'] === undefined ? undefined : parseDay(values['as-of']);
if (positionals.length === 0 || (values['as-of'] !== undefined && asOf === undefined)) {
  console.error('usage: npm run try -- [--as-of YYYY-MM-DD] [--user Practitioner/id] [--table] FILES or FOLDERS');
  process.exit(2);
}
const missing = positionals.find((path) => !existsSync(path));
if (missing !== undefined) {
  console.error(`${missing}: is not there`);
  process.exit(2);
}

const when = { asOf, user: values.user };
const all = values.table ? await tabulate() : await tell();
if (all.some(({ outcome }) => outcome === 'crashed')) process.exitCode = 1;

async function tabulate(): Promise<readonly Opened[]> {
  const folders = [];
  for (const path of positionals) {
    const opened = await Array.fromAsync(openAll(openableIn([path]), when));
    folders.push({ path, opened });
  }
  console.log(tableOf(folders));
  return folders.flatMap(({ opened }) => opened);
}

async function tell(): Promise<readonly Opened[]> {
  const openable = openableIn(positionals);
  for (const file of openable.unreadable) console.log(`${file}: is not JSON, left out`);
  const opened: Opened[] = [];
  for await (const one of openAll(openable, when)) {
    opened.push(one);
    console.log(describe(one));
  }
  summarise(opened);
  return opened;
}

function summarise(opened: readonly Opened[]): void {
  const of = (outcome: Opened['outcome']) => opened.filter((one) => one.outcome === outcome).length;
  const cards = opened.flatMap((one) => one.cards);
  console.log(
    `\n${opened.length} openings: ${of('answered')} answered, ${of('nothing-to-go-on')} without enough data (412), ${of('crashed')} crashed`,
  );
  console.log(`${cards.length} cards; per 100 openings:`);
  for (const code of codes) {
    const count = cards.filter(({ source }) => source.topic?.code === code).length;
    if (count > 0)
      console.log(`  ${code.padEnd(26)} ${((100 * count) / opened.length).toFixed(1).padStart(6)}   (${count})`);
  }
}
