/**
 * `npm run practice-export -- --into FOLDER`: writes an export of generated practices as FHIR R4 NDJSON, for measuring and
 * trying the commands of the practice. 10,000 people are 600,000 encounters, 2 million rows and 1.2 GB in half a minute;
 * with Observations 5 million rows.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Day, parseDay } from '#src/history/calendar.ts';
import { writePractice } from './practice-export/write-practice.ts';

const today = dayOf(new Date().toISOString().slice(0, 10));
const command = new Command('practice-export')
  .description('writes an export of generated practices as FHIR R4 NDJSON')
  .requiredOption('--into <folder>', 'the folder to write')
  .option('--people <n>', 'how many', wholeNumber, 10_000)
  .option('--practices <n>', 'in how many practices', wholeNumber, 1)
  .option('--observations', 'with measurements: 60 % of the rows are', false)
  .option('--seed <n>', 'another seed makes other people', wholeNumber, 1)
  .addOption(new Option('--as-of <day>', 'the day of the export').argParser(dayOf).default(today, 'today'))
  .option('--gzip', 'packs the files', false)
  .option('--shuffle <n>', 'mixes the rows, by this seed', wholeNumber)
  .parse();

interface Typed {
  readonly into: string;
  readonly people: number;
  readonly practices: number;
  readonly observations: boolean;
  readonly seed: number;
  readonly asOf: Day;
  readonly gzip: boolean;
  readonly shuffle?: number;
}

const { into, ...options } = command.opts<Typed>();
const rows = writePractice(into, options);
console.table(Object.fromEntries([...rows].sort().map(([type, count]) => [type, { rows: count }])));

function wholeNumber(text: string): number {
  if (!/^\d{1,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new InvalidArgumentError('It must be a day such as 2026-11-30.');
  return day;
}
