import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
import { asOf, bundle, type Call, type Family, gp, home } from './call.ts';

/** The longest body that is taken. */
const longestBody = 10 * 1024 * 1024;

/** CPU time of one call with the longest body, in ms. */
export const mostMs = 1500;
/** How much more CPU time a body of twice the size may take. */
export const mostGrowth = 2.6;
/** Below this the clock and the collector of garbage decide, in ms. */
const leastMs = 150;

/** What a family costs: CPU time in ms at half of the longest body, and at the longest. */
export interface Cost {
  readonly n: number;
  readonly half: number;
  readonly whole: number;
}

/** The whole service in this process, with a staff list of its own. */
export interface Service {
  /** CPU time of one call in ms; throws where the answer is neither 200 nor 412. */
  cpuOf(call: Call): Promise<number>;
  close(): Promise<void>;
}

/** The staff of the practice: with it every detection has what it needs. */
const staff = [
  { resourceType: 'Organization', id: 'home', name: 'The practice' },
  { resourceType: 'Practitioner', id: 'gp', name: [{ family: 'Adams' }] },
  {
    resourceType: 'PractitionerRole',
    id: 'gp',
    practitioner: gp,
    organization: home,
    code: [{ text: 'General practitioner' }],
  },
];

/** Starts the service; it listens to nothing. */
export async function startService(): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-complexity-'));
  const directory = join(folder, 'staff.json');
  writeFileSync(directory, JSON.stringify({ ...bundle(staff), type: 'collection' }));
  const config = readConfig({
    DEMO: 'on',
    AS_OF: asOf,
    LOG_LEVEL: 'silent',
    AUDIT_LOG: 'off',
    DEADLINE_MS: '10000',
    STAFF_DIRECTORY: directory,
    STORE_URL: 'memory:',
  });
  const { app, close } = await composeService(config, { log: silentLog, services, pressure: {} });
  await app.ready();
  return {
    cpuOf: async ({ hook, body }) => {
      const before = process.cpuUsage();
      const url = `/cds-services/secure-base-${hook}`;
      const answer = await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        payload: body,
      });
      const { user, system } = process.cpuUsage(before);
      // 412: too much to be read whole, and so nothing to be told.
      if (answer.statusCode !== 200 && answer.statusCode !== 412)
        throw new Error(`${answer.statusCode}: ${answer.body.slice(0, 200)}`);
      return (user + system) / 1000;
    },
    close: async () => {
      await close(1000);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Measures a family; up to so many times where it seems to cost too much, as whatever else runs only adds to it. */
export async function costOf(service: Service, family: Family, tries: number): Promise<Cost> {
  const { n, whole } = longest(family);
  const half = family.call(Math.floor(n / 2));
  let cost: Cost = { n, half: Number.POSITIVE_INFINITY, whole: Number.POSITIVE_INFINITY };
  for (let i = 0; i < tries && (i === 0 || isTooMuch(cost)); i += 1) {
    const halfMs = Math.min(cost.half, await service.cpuOf(half));
    // What is far too much at half of the size would run for minutes at the whole.
    if (halfMs > 2 * mostMs) return { n, half: halfMs, whole: Number.POSITIVE_INFINITY };
    cost = { n, half: halfMs, whole: Math.min(cost.whole, await service.cpuOf(whole)) };
  }
  return cost;
}

/** It grows faster than the size of the body, or is more than one call may cost; `times` as much where others work too. */
export function isTooMuch({ half, whole }: Cost, times = 1): boolean {
  return whole > times * mostMs || whole > mostGrowth * Math.max(half, leastMs);
}

/** The greatest `n` whose body is still taken, and the call with it. */
function longest({ call }: Family): { n: number; whole: Call } {
  const [one, two] = [call(1000).body.length, call(2000).body.length];
  let n = Math.floor(1000 + ((longestBody - one) / (two - one)) * 1000);
  let whole = call(n);
  while (Buffer.byteLength(whole.body) > longestBody) {
    n = Math.floor(n * 0.98);
    whole = call(n);
  }
  return { n, whole };
}
