/**
 * `npm run complexity [-- --only TEXT]`: algorithmic-complexity attacks, that is, bodies built to cost more than their
 * size (CWE-407). Prints the CPU time at half of the maximum body size and at the maximum; exits with 1 if a family
 * costs too much. Takes some minutes; any other load on the machine adds to the figures.
 */
import { parseArgs } from 'node:util';
import { families } from './complexity/families.ts';
import { exceedsLimit, measureCost, startService } from './complexity/measure.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const service = await startService();
const chosen = families.filter(({ name }) => name.includes(values.only));
const rows = [];
for (const family of chosen) {
  const cost = await measureCost(service, family, 3);
  rows.push({
    family: family.name,
    n: cost.n,
    'ms at half': Math.round(cost.half),
    'ms at 10 MiB': Math.round(cost.full),
    growth: (cost.full / cost.half).toFixed(1),
    '': exceedsLimit(cost) ? 'TOO MUCH' : '',
  });
}
await service.close();
console.table(rows);
process.exitCode = rows.some((row) => row[''] !== '') ? 1 : 0;
