/**
 * `npm run coldstarts [-- --starts N] [--quiet]`: latency of the first call after a start, with default settings. The
 * service is started N times for a call with prefetch, and N times for one without, which reads from a FHIR server that
 * responds after 100 ms. A busy loop per core runs alongside, unless `--quiet`. Nothing else should.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Discovery, HookResponse } from '#src/cds/protocol.ts';
import { median } from './bench/load.ts';
import { run } from './bench/process.ts';
import { encounters, hookCall, searchset, staff } from './bench/record.ts';

const { values } = parseArgs({
  options: { starts: { type: 'string', default: '20' }, quiet: { type: 'boolean', default: false } },
});
const starts = Number(values.starts);
const today = Math.floor(Date.now() / 86_400_000);
const path = '/cds-services/secure-base-patient-view';
const folder = mkdtempSync(join(tmpdir(), 'secure-base-coldstarts-'));
const staffFile = join(folder, 'staff.json');
writeFileSync(staffFile, JSON.stringify({ ...searchset(staff(today)), type: 'collection' }));

/** Durations of one start and its first call, in ms. */
interface Start {
  readonly ready: number;
  readonly first: number;
  readonly status: number;
  readonly cards: number;
}

const busy = values.quiet ? [] : Array.from({ length: availableParallelism() }, () => busyLoop());
const stub = await run('scripts/bench/stub-fhir-server.ts');
const templates = await templatesOf();
console.table([
  await row('with prefetch', hookCall(templates, encounters(200, today)), { STAFF_DIRECTORY: staffFile }),
  await row('without, each read 100 ms', hookCall(templates, undefined, stub.address), { FHIR_SERVERS: stub.address }),
]);
await Promise.all([stub.stop(), ...busy.map((one) => one.terminate())]);
rmSync(folder, { recursive: true });

function busyLoop(): Worker {
  return new Worker('for (;;) {}', { eval: true });
}

async function templatesOf(): Promise<Record<string, string>> {
  const service = await run('src/main.ts', settings());
  const { services } = (await (await fetch(`${service.address}/cds-services`)).json()) as Discovery;
  await service.stop();
  return services[0]?.prefetch ?? {};
}

/** All settings are defaults but the port, the allowed FHIR server and a separate store. */
function settings(env: Record<string, string> = {}): Record<string, string> {
  return {
    PORT: '0',
    STORE_URL: `file:${join(folder, `${crypto.randomUUID()}.sqlite`)}`,
    AUDIT_LOG: join(folder, 'audit.log'),
    ...env,
  };
}

async function row(call: string, body: string, env: Record<string, string>) {
  const all: Start[] = [];
  for (let n = 0; n < starts; n += 1) all.push(await coldStart(body, env));
  const spread = (values: readonly number[]) =>
    `${median(values).toFixed(0)}, at most ${Math.max(...values).toFixed(0)}`;
  return {
    'first call': call,
    starts,
    'with a card': all.filter(({ cards }) => cards > 0).length,
    // Just after a start the event-loop delay may exceed its limit, and the service responds with 503.
    'not 200': all.filter(({ status }) => status !== 200).length,
    'first call, ms': spread(all.map(({ first }) => first)),
    'start to ready, ms': spread(all.map(({ ready }) => ready)),
  };
}

async function coldStart(body: string, env: Record<string, string>): Promise<Start> {
  const service = await run('src/main.ts', settings(env));
  const before = performance.now();
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(service.address + path, { method: 'POST', headers, body });
  const { cards = [] } = (await answer.json()) as Partial<HookResponse>;
  const first = performance.now() - before;
  await service.stop();
  return { ready: service.startMs, first, status: answer.status, cards: cards.length };
}
