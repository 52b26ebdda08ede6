/**
 * `npm run histories [-- --minutes 20] [--engine sqlite|postgres] [--seed N] [--path P]`: random histories of three
 * processes on one store, with faults (see tests/store-histories), until the time is up or one violates an invariant.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { postgresServer, sqliteFiles } from '../tests/store-histories/databases.ts';
import { type Plan, replicaCount } from '../tests/store-histories/generator.ts';
import type { History } from '../tests/store-histories/history.ts';
import { createReplicaProcess } from '../tests/store-histories/processes.ts';
import { everyHistoryHolds } from '../tests/store-histories/property.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    engine: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
  },
});
/** Plans per seed: few, so that a failing seed reaches its failure quickly. */
const plansOfOneSeed = 50;
/** Time for shrinking a failure. */
const shrinkingMs = 180_000;

// Testcontainers' clean-up container cannot be pulled everywhere; ours is stopped below.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
const server = values.engine === 'postgres' ? await postgresServer(replicaCount) : sqliteFiles(replicaCount);
const replicas = Array.from({ length: replicaCount }, (_, at) => createReplicaProcess(`r${at + 1}`));
const counts = new Map<string, number>();
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
const { property, lastFailure } = everyHistoryHolds(replicas, server, countHistory);

const found = await search();
const unfinished = await lastFailure();
const failure = found ?? unfinished;
await Promise.all(replicas.map((replica) => replica.kill()));
await server.close();
console.table(Object.fromEntries([...counts].sort()));
if (failure !== undefined) console.error(failure);
process.exit(failure === undefined ? 0 : 1);

/** The report of the first failure; undefined if there was none in the time. */
async function search(): Promise<string | undefined> {
  const until = performance.now() + Number(values.minutes) * 60_000;
  const path = values.path === undefined ? {} : { path: values.path };
  for (let seed = Number(values.seed); performance.now() < until; seed += 1) {
    const interruptAfterTimeLimit = Math.max(shrinkingMs, until - performance.now());
    const found = await fc.check(property, { seed, ...path, numRuns: plansOfOneSeed, interruptAfterTimeLimit });
    if (found.failed && found.counterexample !== null)
      return [
        String(found.errorInstance),
        `The plan: ${fc.stringify(found.counterexample[0])}`,
        `Again: npm run histories -- --engine ${values.engine} --seed ${seed} --path ${found.counterexamplePath}`,
      ].join('\n');
    if (values.path !== undefined) return undefined;
  }
  return undefined;
}

function countHistory({ entries }: History, { begin, rounds }: Plan): void {
  count(`histories from ${begin}`);
  for (const { kind, type } of entries) count(`${kind} ${type}`);
  for (const entry of entries) if (entry.kind === 'open' && entry.result) count(`decided ${entry.result.decision}`);
  for (const { fault } of rounds.flatMap(({ faults }) => faults)) count(`fault ${fault}`);
}
