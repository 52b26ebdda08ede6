/**
 * `npm run evaluate -- [--seed N] [--share X] [--workers N]`: makes synthetic lives whose truth is known, opens their
 * charts, and compares the detections with their targets. Writes docs/evaluation.md when all lives are made.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { evaluationPage } from './evaluate/report/evaluation-page.ts';
import { allFigures } from './evaluate/report/figures.ts';
import { looserTable } from './evaluate/report/looser-table.ts';
import { plainTable } from './evaluate/report/tables.ts';
import { verdictOf } from './evaluate/report/targets.ts';
import { runAll } from './evaluate/run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261122' },
    share: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
  },
});
const [seed, share, workers] = [Number(values.seed), Number(values.share), Number(values.workers)];
if (!Number.isInteger(seed) || !(share > 0 && share <= 1) || !(Number.isInteger(workers) && workers > 0)) {
  console.error('usage: npm run evaluate -- [--seed WHOLE NUMBER] [--share 0 TO 1] [--workers COUNT]');
  process.exit(2);
}

const began = performance.now();
const outcomes = await runAll({ seed, share, workers });
const all = [...outcomes.values()].flat();
const lines = allFigures(outcomes, seed);
const looser = looserTable((group) => outcomes.get(group) ?? []);
const compared = all.reduce((sum, one) => sum + one.compared, 0);
const disagreements = all.flatMap((one) => one.disagreements);
const unusable = all.reduce((sum, one) => sum + one.unusable, 0);

console.log(plainTable(lines));
for (const row of looser) console.log(row.join('  '));
console.log(`\n${all.length} lives in ${((performance.now() - began) / 1000).toFixed(0)} s, seed ${seed}`);
console.log(`${compared} openings went the full way too; ${disagreements.length} findings differed`);
console.log(`${unusable} resources could not be used`);
for (const one of disagreements.slice(0, 10)) console.log(`  ${one.slice(0, 1000)}`);
console.log(`${lines.filter((line) => verdictOf(line) === 'not met').length} targets were not met`);
if (share === 1) {
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(
    'docs/evaluation.md',
    evaluationPage({ lines, looser, seed, date, lives: all.length, compared, disagreements }),
  );
}
process.exitCode = disagreements.length + unusable > 0 ? 1 : 0;
