/**
 * `npm run complexity [-- --only TEXT]`: what bodies cost that are made to cost more than their size. Prints the CPU time
 * at half of the longest body that is taken and at the longest, and ends with 1 where a family costs too much. Some
 * minutes; whatever else runs on the machine adds to the figures.
 */
import { parseArgs } from 'node:util';
import { families } from './complexity/families.ts';
import { costOf, isTooMuch, startService } from './complexity/measure.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const service = await startService();
const chosen = families.filter(({ name }) => name.includes(values.only));
const rows = [];
for (const family of chosen) {
  const cost = await costOf(service, family, 3);
  rows.push({
    family: family.name,
    n: cost.n,
    'ms at half': Math.round(cost.half),
    'ms at 10 MiB': Math.round(cost.whole),
    growth: (cost.whole / cost.half).toFixed(1),
    '': isTooMuch(cost) ? 'TOO MUCH' : '',
  });
}
await service.close();
console.table(rows);
process.exitCode = rows.some((row) => row[''] !== '') ? 1 : 0;
