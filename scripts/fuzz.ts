/**
 * `npm run fuzz -- [--minutes N] [--target NAME] [--seed N]`: runs generated inputs against every target in turn for N
 * minutes, and stores each failing one under tests/fuzz/cases, where `npm test` replays it.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { storeCase } from '../tests/fuzz/cases.ts';
import { createFuzzer } from '../tests/fuzz/fuzzer.ts';
import { targets } from '../tests/fuzz/targets/index.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, target: { type: 'string' }, seed: { type: 'string' } },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const minutes = Number(values.minutes);
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
if (!(minutes > 0) || !Number.isInteger(seed) || chosen.length === 0) {
  console.error('usage: npm run fuzz -- [--minutes N] [--target NAME] [--seed WHOLE NUMBER]');
  console.error(`targets: ${targets.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

console.log(`seed ${seed}, ${minutes} minutes`);
const until = performance.now() + minutes * 60_000;
const fuzzer = createFuzzer();
let found = 0;
// Each round has a new seed and a short turn per target, so that no target starves.
for (let round = 0; performance.now() < until; round += 1) {
  for (const { name, runs } of chosen) {
    if (performance.now() >= until) break;
    const { tried, reached, failure } = await fuzzer.run({ target: name, seed: seed + round, runs });
    console.log(
      `${name}, seed ${seed + round}: ${tried} inputs, ${((100 * reached) / tried).toFixed(0)} % reached the end`,
    );
    if (failure === undefined) continue;
    found += 1;
    const digest = createHash('sha256').update(JSON.stringify(failure.input)).digest('hex').slice(0, 8);
    const file = storeCase({ name: `${name}-${digest}`, target: name, what: failure.error, input: failure.input });
    console.log(`  ${failure.error.slice(0, 500)}\n  stored as ${file}`);
  }
}
await fuzzer.stop();
console.log(`${found} went wrong`);
process.exitCode = found > 0 ? 1 : 0;
