/**
 * `npm run practice-export -- --people N --into FOLDER [--practices N] [--observations] [--seed S] [--as-of DAY] [--gzip]
 * [--shuffle S]`: writes an export of generated practices as FHIR R4 NDJSON, for measuring and trying the practice report.
 * 10,000 people are 600,000 encounters, 2 million rows and 1.2 GB in half a minute; with Observations 5 million rows.
 */
import { parseArgs } from 'node:util';
import { parseDay } from '#src/history/calendar.ts';
import { writePractice } from './practice-export/write-practice.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10000' },
    into: { type: 'string' },
    practices: { type: 'string', default: '1' },
    observations: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    'as-of': { type: 'string', default: new Date().toISOString().slice(0, 10) },
    gzip: { type: 'boolean', default: false },
    shuffle: { type: 'string' },
  },
});
const asOf = parseDay(values['as-of']);
if (values.into === undefined || asOf === undefined) {
  console.error('practice-export: --into FOLDER is needed, and --as-of as 2026-11-30');
  process.exit(2);
}

const rows = writePractice(values.into, {
  people: Number(values.people),
  asOf,
  seed: Number(values.seed),
  practices: Number(values.practices),
  observations: values.observations,
  gzip: values.gzip,
  ...(values.shuffle !== undefined && { shuffle: Number(values.shuffle) }),
});
console.table(Object.fromEntries([...rows].sort().map(([type, count]) => [type, { rows: count }])));
