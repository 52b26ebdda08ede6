/**
 * `npm run load:replicas [-- --rate 300] [--seconds 120]`: three replicas behind nginx that share PostgreSQL, all in
 * containers (docker/compose.replicas.yaml), under signed calls with 50 encounters each. Prints how long calls took, where
 * the CPU went, and each opening that did not show what the quieting says; exits with 1 if there is any, or a call failed.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadWithQuieting } from '../tests/containers/quieting-load.ts';
import { openingsWithoutStore, startTopology } from '../tests/containers/topology.ts';
import { createEhr } from '../tests/support/ehr.ts';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '300' }, seconds: { type: 'string', default: '120' } },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
const plan = { rate, rounds: 12, encounters: 50, atOnce: 200 };

process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
const ehr = createEhr();
// The load answers as no clinicians do, and is one client that calls more often than one may.
const topology = await startTopology(ehr, { RETIRE_ABOVE: '0', RATE_LIMIT_PER_SECOND: '0' });
try {
  // Until the processes are warm.
  await loadWithQuieting(topology.address, ehr, { ...plan, seconds: Math.min(10, seconds), idPrefix: 'warm-up' });
  process.exitCode = (await isExactUnderLoad()) ? 0 : 1;
} finally {
  await topology.stop();
}

async function isExactUnderLoad(): Promise<boolean> {
  const [before, unreadBefore] = [await cpuSeconds(), await openingsWithoutStore(topology)];
  const started = performance.now();
  const load = await loadWithQuieting(topology.address, ehr, { ...plan, seconds, idPrefix: 'person' });
  const elapsed = (performance.now() - started) / 1000;
  const after = await cpuSeconds();
  const msAt = (share: number) => Math.round(load.ms[Math.floor((load.ms.length - 1) * share)] ?? Number.NaN);
  console.table({
    'calls a second, asked for': rate,
    'calls a second, answered': Math.round(load.ms.length / elapsed),
    'people, each opened twelve times': load.people,
    'ms, median': msAt(0.5),
    'ms, p99': msAt(0.99),
    'calls that failed': [...load.failed].map(([why, count]) => `${count} of ${why}`).join(', ') || 'none',
    'openings without the store': (await openingsWithoutStore(topology)) - unreadBefore,
    'openings that were not shown what the quieting says': load.wrong.length,
  });
  const share = (name: string) =>
    `${Math.round((100 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / elapsed)} %`;
  console.log(`of ${cpus().length} cores, each 100 %:`);
  console.table(Object.fromEntries([...after.keys()].map((name) => [name, share(name)])));
  for (const one of load.wrong.slice(0, 20)) console.log(one);
  return load.failed.size === 0 && load.wrong.length === 0;
}

/** CPU time that each container and this process, the client, have used. */
async function cpuSeconds(): Promise<ReadonlyMap<string, number>> {
  const { user, system } = process.cpuUsage();
  return new Map([...(await topology.cpuSeconds()), ['client', (user + system) / 1e6]]);
}
