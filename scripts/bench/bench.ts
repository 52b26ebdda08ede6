import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Discovery } from '#src/cds/protocol.ts';
import { type FreshBody, freshBody } from './bodies.ts';
import type { Target } from './load.ts';
import { type Running, run } from './process.ts';
import { encounters, hookCall, type Shape, searchset, staff } from './record.ts';

/** One line of the table. */
export interface Row {
  readonly measured: string;
  readonly result: string;
  readonly must?: string;
  readonly aim?: string;
  readonly met?: 'must' | 'aim' | 'NO';
}

/** What all parts of the benchmark share. */
export interface Bench {
  readonly folder: string;
  readonly today: number;
  /** Prefetch templates of the service that is called. */
  readonly templates: Readonly<Record<string, string>>;
  /** Starts the service with a file store and an audit log, and staff of which nobody leaves. */
  service(env?: Record<string, string>): Promise<Running>;
  /** Settings with which a card is due at each call. */
  readonly withCard: Readonly<Record<string, string>>;
  /** A call's body with a full prefetch. */
  body(count: number, shape?: Shape): FreshBody;
  /** A server and a body to load it with. */
  target(server: Running, body: FreshBody): Target;
}

export const path = '/cds-services/secure-base-patient-view';
export const publicUrl = 'http://localhost';

/** Prepares the files of the benchmark in a folder. */
export async function openBench(folder: string): Promise<Bench> {
  const today = Math.floor(Date.now() / 86_400_000);
  const staffFile = (name: string, isStaying: boolean) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify({ ...searchset(staff(today, isStaying)), type: 'collection' }));
    return file;
  };
  const [staying, leaving] = [staffFile('staying.json', true), staffFile('leaving.json', false)];
  const service: Bench['service'] = (env = {}) =>
    run('src/main.ts', {
      PORT: '0',
      PUBLIC_URL: publicUrl,
      STAFF_DIRECTORY: staying,
      STORE_URL: `file:${join(folder, `${crypto.randomUUID()}.sqlite`)}`,
      AUDIT_LOG: join(folder, 'audit.log'),
      PSEUDONYM_KEY: randomBytes(32).toString('hex'),
      WORKERS: '0',
      ...env,
    });
  const templates = await templatesOf(service);
  return {
    folder,
    today,
    templates,
    service,
    // One clinician opens all these charts.
    withCard: { STAFF_DIRECTORY: leaving, CARDS_PER_100_OPENINGS: '0' },
    body: (count, shape) => freshBody(hookCall(templates, encounters(count, today, shape))),
    target: (server, body) => ({ server, path, body }),
  };
}

async function templatesOf(service: Bench['service']): Promise<Record<string, string>> {
  const { address, stop } = await service();
  const { services } = (await (await fetch(`${address}/cds-services`)).json()) as Discovery;
  await stop();
  return services[0]?.prefetch ?? {};
}

/** A row with its limits; `atLeast` where more is better. */
export function judged(
  measured: string,
  value: number,
  { must, aim }: { readonly must: number; readonly aim: number },
  { unit = '', digits = 0, atLeast = false, note = '' } = {},
): Row {
  const text = (one: number) => `${one.toFixed(digits)}${unit}`;
  const isWithin = (limit: number) => (atLeast ? value >= limit : value <= limit);
  const met = isWithin(aim) ? 'aim' : isWithin(must) ? 'must' : 'NO';
  return { measured, result: `${text(value)}${note && ` (${note})`}`, must: text(must), aim: text(aim), met };
}
