/**
 * `npm run try -- [--as-of DAY] [--user REFERENCE] FILES…`: opens the chart of every person in these FHIR files as an
 * EHR would, by prefetch, and prints what the service makes of it. Settings by the environment, as for the service.
 */
import { parseArgs } from 'node:util';
import { codes } from '#src/detectors/codes.ts';
import { parseDay } from '#src/history/calendar.ts';
import { chartsIn } from './charts.ts';
import { type Opened, openCharts } from './open-charts.ts';
import { describe } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'as-of': { type: 'string' }, user: { type: 'string' } },
});
const asOf = values['as-of'] === undefined ? undefined : parseDay(values['as-of']);
if (positionals.length === 0 || (values['as-of'] !== undefined && asOf === undefined)) {
  console.error('usage: npm run try -- [--as-of YYYY-MM-DD] [--user Practitioner/id] FILES or FOLDERS');
  process.exit(2);
}

const { charts, unreadable } = chartsIn(positionals);
for (const file of unreadable) console.log(`${file}: is not JSON, left out`);
const opened: Opened[] = [];
for await (const one of openCharts(charts, { asOf, user: values.user })) {
  opened.push(one);
  console.log(describe(one));
}
summarise(opened);

function summarise(all: readonly Opened[]): void {
  const of = (outcome: Opened['outcome']) => all.filter((one) => one.outcome === outcome).length;
  const cards = all.flatMap((one) => one.cards);
  console.log(
    `\n${all.length} people, ${all.length} openings: ${of('answered')} answered, ${of('nothing-to-go-on')} without enough data (412), ${of('crashed')} crashed`,
  );
  console.log(`${cards.length} cards; per 100 openings:`);
  for (const code of codes) {
    const count = cards.filter(({ source }) => source.topic?.code === code).length;
    if (count > 0)
      console.log(`  ${code.padEnd(26)} ${((100 * count) / all.length).toFixed(1).padStart(6)}   (${count})`);
  }
  process.exitCode = of('crashed') > 0 ? 1 : 0;
}
