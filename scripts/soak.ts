/**
 * `npm run soak [-- --minutes 30] [--rate 20]`: runs the service under a steady load of all kinds of calls, and checks
 * that its memory, files and store do not grow beyond their bounds. Exits with 1 if they do, or on an unexpected
 * response.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { clientsFile, ecKey, issuer, publicUrl } from '../tests/support/client-tokens.ts';
import { exampleStaffFile } from '../tests/support/example-staff.ts';
import { run } from './bench/process.ts';
import { judge } from './soak/bounds.ts';
import { createCalls, doctors, type ShownCard } from './soak/calls.ts';
import { startAnyPatientServer } from './soak/fhir-server.ts';
import { startLoad } from './soak/load.ts';
import { type Sample, takeSample } from './soak/sample.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, rate: { type: 'string', default: '20' } },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
const minute = 60_000;
const sampleEveryMs = 5000;
/** The share of the run that is excluded as warm-up, while caches fill and code is compiled. */
const warmUpShare = 1 / 3;
/** Calls until the cache of 5,000 people is full, since some calls are about known people. */
const cacheFillCalls = 10_000;
/** If more calls than this are shed, the machine is measured rather than the service. */
const maxOverloadShare = 0.01;

const folder = mkdtempSync(join(tmpdir(), 'secure-base-soak-'));
const files = { store: join(folder, 'store.sqlite'), heap: join(folder, 'heap') };
writeFileSync(files.heap, '');
const key = ecKey();
const fhirServer = await startAnyPatientServer();
const service = await run('src/main.ts', {
  PORT: '0',
  PUBLIC_URL: publicUrl,
  STORE_URL: `file:${files.store}`,
  PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
  STAFF_DIRECTORY: exampleStaffFile(doctors),
  TRUSTED_CLIENTS: clientsFile([
    { issuer, jwks: { keys: [key.jwk] }, fhirServers: [fhirServer.base], allowHttp: true, allowPrivateAddresses: true },
  ]),
  RATE_LIMIT_PER_SECOND: '0',
  DEADLINE_MS: '10000',
  AUDIT_LOG: join(folder, 'audit.log'),
  HEAP_FILE: files.heap,
  NODE_OPTIONS: `--import=${resolve('scripts/soak/collect-garbage.ts')}`,
});

const started = performance.now();
const isMet = await soak().finally(async () => {
  await service.stop();
  fhirServer.close();
  rmSync(folder, { recursive: true });
});
process.exit(isMet ? 0 : 1);

async function soak(): Promise<boolean> {
  let latest: () => ShownCard | undefined = () => undefined;
  const calls = createCalls(key, fhirServer.base, () => latest());
  const load = startLoad(service.address, { perSecond: rate, untilMs: started + minutes * minute }, calls);
  latest = load.latest;
  const samples: Sample[] = [];
  let isOver = false;
  const over = load.done.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const at = { minute: (performance.now() - started) / minute, calls: load.calls() };
    samples.push(await takeSample(service, files, at));
    await Promise.race([over, wait(sampleEveryMs)]);
  }
  const measured = samples.filter((sample) => sample.minute >= minutes * warmUpShare);
  const verdicts = judge(measured);
  print(samples, verdicts);
  if (!((measured[0]?.calls ?? 0) >= cacheFillCalls))
    console.log(`Caches were still filling when measurement began, before call ${cacheFillCalls}: run it for longer`);
  console.table(Object.fromEntries([...load.responses].sort()));
  if (load.unexpected.size > 0) console.log('Unexpected responses:', Object.fromEntries(load.unexpected));
  const isTooSlow = load.overload() > maxOverloadShare * load.calls();
  if (isTooSlow) console.log(`The machine is too slow for this rate: ${load.overload()} calls were shed or not made`);
  return load.unexpected.size === 0 && !isTooSlow && verdicts.every((verdict) => verdict.isMet);
}

function print(samples: readonly Sample[], verdicts: ReturnType<typeof judge>): void {
  const rounded = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toFixed(2)) : value]),
    );
  const shown = Math.max(1, Math.floor(samples.length / 15));
  console.table(samples.filter((_, n) => n % shown === 0 || n === samples.length - 1).map(rounded));
  console.table(verdicts.map(rounded));
}
