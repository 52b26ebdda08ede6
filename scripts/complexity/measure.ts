import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '#hooks/index.ts';
import { readConfig } from '#src/config/config.ts';
import { silentLog } from '#src/observability/log.ts';
import { composeService } from '#src/wiring/service.ts';
import { asOf, bundle, type Call, type Family, gp, home } from './call.ts';

/** The maximum body size. */
const maxBodyBytes = 10 * 1024 * 1024;

/** Maximum CPU time of one call with the largest body, in ms. */
export const maxMs = 1500;
/** Maximum growth of CPU time when the body doubles in size: what grows with the square of the size would be 4. */
export const maxGrowth = 2.8;
/** What one full garbage collection adds to a call of any size, in ms: the larger call may need one that the other escapes. */
const collectionMs = 150;

/** The cost of a family: CPU time in ms at half of the maximum body size, and at the maximum. */
export interface Cost {
  readonly n: number;
  readonly half: number;
  readonly full: number;
}

/** The complete service in this process, with its own staff list. */
export interface Service {
  /**
   * CPU time of one call in ms.
   * @throws if the response is neither 200 nor 412
   */
  cpuOf(call: Call): Promise<number>;
  close(): Promise<void>;
}

/** Staff roles, which every detection needs. */
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

/** Starts the service without listening on a port. */
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
    WORKERS: '0',
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
      // 412: too much content to read completely, so there is nothing to report.
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

/** Measures a family; up to `tries` times if it seems too expensive, because other load only adds to the figure. */
export async function measureCost(service: Service, family: Family, tries: number): Promise<Cost> {
  const { n, full } = largestCall(family);
  const half = family.call(Math.floor(n / 2));
  let cost: Cost = { n, half: Number.POSITIVE_INFINITY, full: Number.POSITIVE_INFINITY };
  for (let i = 0; i < tries && (i === 0 || exceedsLimit(cost)); i += 1) {
    const halfMs = Math.min(cost.half, await service.cpuOf(half));
    // If half the size is far too expensive, the full size could run for minutes.
    if (halfMs > 2 * maxMs) return { n, half: halfMs, full: Number.POSITIVE_INFINITY };
    cost = { n, half: halfMs, full: Math.min(cost.full, await service.cpuOf(full)) };
  }
  return cost;
}

/** Whether the cost exceeds the limit, or grows faster than the body. `times` scales the limit for a shared machine. */
export function exceedsLimit({ half, full }: Cost, times = 1): boolean {
  return full > times * maxMs || full > maxGrowth * half + collectionMs;
}

/** The greatest `n` whose body is accepted, and its call. */
export function largestCall({ call }: Family): { n: number; full: Call } {
  const [one, two] = [call(1000).body.length, call(2000).body.length];
  let n = Math.floor(1000 + ((maxBodyBytes - one) / (two - one)) * 1000);
  let full = call(n);
  while (Buffer.byteLength(full.body) > maxBodyBytes) {
    n = Math.floor(n * 0.98);
    full = call(n);
  }
  return { n, full };
}
