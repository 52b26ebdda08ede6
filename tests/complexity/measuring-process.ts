import { families } from '../../scripts/complexity/families.ts';
import { measureCost, startService } from '../../scripts/complexity/measure.ts';

// Measures the families that are named as arguments, and prints a line of JSON for each.

/** CPU time, not the clock's; a family that seems to cost too much is measured again. */
const tries = 5;

const names = new Set(process.argv.slice(2));
const service = await startService();
for (const family of families.filter(({ name }) => names.has(name)))
  process.stdout.write(`${JSON.stringify({ name: family.name, ...(await measureCost(service, family, tries)) })}\n`);
await service.close();
