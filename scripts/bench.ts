/**
 * `npm run bench [-- --seconds N]`: benchmarks the service against its limits; about two minutes on a quiet machine.
 * Each program runs in its own process. Nothing else should run at the same time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Discovery, HookResponse } from '#src/cds/protocol.ts';
import { load, median, post, sequentialLatencies } from './bench/load.ts';
import { type Running, run } from './bench/process.ts';
import { encounters, hookCall, searchset, staff } from './bench/record.ts';
import { learningTime } from './bench/signature.ts';
import { createClient } from './bench/tokens.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } });
const seconds = Number(values.seconds);
const rounds = 3;
/** More than the service can answer in a second: each call needs its own token. */
const maxTokensPerSecond = 600;
const today = Math.floor(Date.now() / 86_400_000);
const publicUrl = 'http://localhost';
const path = '/cds-services/secure-base-patient-view';
const folder = mkdtempSync(join(tmpdir(), 'secure-base-bench-'));
const staffFile = join(folder, 'staff.json');
writeFileSync(staffFile, JSON.stringify({ ...searchset(staff(today)), type: 'collection' }));

const rows: { measured: string; result: string; limit: string; met: string }[] = [];
const note = (measured: string, result: string, limit = '', met?: boolean) =>
  rows.push({ measured, result, limit, met: met === undefined ? '' : met ? 'yes' : 'NO' });

/** With a file store, and the audit log beside it. */
const service = (env: Record<string, string> = {}) =>
  run('src/main.ts', {
    PORT: '0',
    PUBLIC_URL: publicUrl,
    STAFF_DIRECTORY: staffFile,
    STORE_URL: `file:${join(folder, `${crypto.randomUUID()}.sqlite`)}`,
    AUDIT_LOG: join(folder, 'audit.log'),
    ...env,
  });

const templates = await start();
await throughput(templates);
await withTokens(templates);
await withoutPrefetch(templates);
await lengthOfHistory(templates);
learning();
rmSync(folder, { recursive: true });
console.table(rows);

async function templatesOf({ address }: Running): Promise<Record<string, string>> {
  const { services } = (await (await fetch(`${address}/cds-services`)).json()) as Discovery;
  return services[0]?.prefetch ?? {};
}

async function start(): Promise<Record<string, string>> {
  const times: number[] = [];
  const idle: number[] = [];
  let found: Record<string, string> = {};
  for (let n = 0; n < 5; n += 1) {
    const running = await service();
    const answer = await fetch(`${running.address}/cds-services`);
    await answer.arrayBuffer();
    times.push(performance.now() - running.started);
    found = await templatesOf(running);
    await setTimeout(2000);
    idle.push(running.memory().resident);
    await running.stop();
  }
  const [time, memory] = [median(times), median(idle)];
  note('process start to the first answer (discovery)', `${time.toFixed(0)} ms`, '1500 ms', time <= 1500);
  note('memory when idle', `${memory.toFixed(0)} MB`, '150 MB', memory <= 150);
  return found;
}

async function throughput(prefetch: Record<string, string>): Promise<void> {
  const [running, baseline] = [await service(), await run('scripts/bench/baseline.ts')];
  for (const count of [50, 200, 1000]) {
    const body = hookCall(prefetch, encounters(count, today));
    const { cards } = (await (await post(running.address + path, body)).json()) as HookResponse;
    const kind = `${count} encounters (${(body.length / 1024).toFixed(0)} KB, ${cards.length} card)`;
    await load(baseline.address + path, body, 2);
    await load(running.address + path, body, 2);
    const ratios: number[] = [];
    const details: string[] = [];
    for (let n = 0; n < rounds; n += 1) {
      const baselineLoad = await load(baseline.address + path, body, seconds);
      const serviceLoad = await load(running.address + path, body, seconds);
      ratios.push(serviceLoad.perSecond / baselineLoad.perSecond);
      details.push(
        `${serviceLoad.perSecond.toFixed(0)}/s of ${baselineLoad.perSecond.toFixed(0)}/s, p99 ${serviceLoad.p99} ms (${baselineLoad.p99}), ${serviceLoad.non200} not 200`,
      );
    }
    const ratio = median(ratios);
    const limited = count === 200 ? ratio >= 0.65 : undefined;
    note(`${kind}: of the floor`, ratio.toFixed(2), count === 200 ? '0.65' : 'reported', limited);
    note(`${kind}: rounds`, details.join('; '));
  }
  const { peak } = running.memory();
  note('memory under load, at most', `${peak.toFixed(0)} MB`, '300 MB', peak <= 300);
  await Promise.all([running.stop(), baseline.stop()]);
}

/** The same with a signed token in each call, which is verified and recorded as used before the response. */
async function withTokens(prefetch: Record<string, string>): Promise<void> {
  const client = await createClient('https://ehr.example.org', `${publicUrl}${path}`);
  const clients = join(folder, 'clients.json');
  writeFileSync(clients, JSON.stringify(client.file));
  const token = await client.sign(1);
  note('verification of one ES384 token, alone', `${(await client.verification(1000)).toFixed(2)} ms`, 'reported');
  const env = { TRUSTED_CLIENTS: clients, RATE_LIMIT_PER_SECOND: '0' };
  const [running, baseline] = [await service(env), await run('scripts/bench/baseline.ts')];
  const body = hookCall(prefetch, encounters(200, today));
  await load(baseline.address + path, body, 2, token);
  await load(running.address + path, body, 2, await client.sign(2 * maxTokensPerSecond));
  const ratios: number[] = [];
  const details: string[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const tokens = await client.sign(seconds * maxTokensPerSecond);
    const baselineLoad = await load(baseline.address + path, body, seconds, token);
    const serviceLoad = await load(running.address + path, body, seconds, tokens);
    ratios.push(serviceLoad.perSecond / baselineLoad.perSecond);
    details.push(
      `${serviceLoad.perSecond.toFixed(0)}/s of ${baselineLoad.perSecond.toFixed(0)}/s, ${serviceLoad.non200} not 200`,
    );
  }
  note('200 encounters with a token: of the floor', `${median(ratios).toFixed(2)} (${details.join('; ')})`, 'reported');
  await Promise.all([running.stop(), baseline.stop()]);
}

async function withoutPrefetch(prefetch: Record<string, string>): Promise<void> {
  const stub = await run('scripts/bench/stub-fhir-server.ts');
  const running = await service({ FHIR_SERVERS: stub.address });
  const body = hookCall(prefetch, undefined, stub.address);
  await sequentialLatencies(running.address + path, body, 10);
  const times = await sequentialLatencies(running.address + path, body, 30);
  const worst = times.at(-1) ?? Number.NaN;
  note(
    'no prefetch, FHIR server answers after 100 ms',
    `${median(times).toFixed(0)} ms, worst ${worst.toFixed(0)} ms`,
    '260 ms',
    worst <= 260,
  );
  await Promise.all([running.stop(), stub.stop()]);
}

async function lengthOfHistory(prefetch: Record<string, string>): Promise<void> {
  const running = await service({ DEADLINE_MS: '10000' });
  const timeOf = async (count: number, calls: number) => {
    const body = hookCall(prefetch, encounters(count, today, 'short'));
    await sequentialLatencies(running.address + path, body, calls);
    return median(await sequentialLatencies(running.address + path, body, calls));
  };
  const [short, long] = [await timeOf(100, 200), await timeOf(10_000, 15)];
  const ratio = long / short;
  note(
    '10,000 contacts over 100',
    `${long.toFixed(0)} ms / ${short.toFixed(2)} ms = ${ratio.toFixed(0)}`,
    '120',
    ratio <= 120,
  );
  await running.stop();
}

/** Relapses of depression 600 days apart leave about this many settled periods. */
function learning(): void {
  for (const [relapses, settled] of [
    [2, 35],
    [4, 60],
    [10, 100],
  ] as const) {
    const time = learningTime(relapses, settled);
    note(`a signature learned from ${relapses} relapses (CPU)`, `${time.toFixed(2)} ms`, '1 ms', time <= 1);
  }
}
