import { readdirSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from '../bench/process.ts';

/** What a service holds at one moment; sizes in MB. */
export interface Sample {
  /** Minutes since the first call. */
  readonly minute: number;
  readonly calls: number;
  readonly resident: number;
  /** After a full garbage collection: what is still referred to. */
  readonly heap: number;
  /** Open files and sockets. */
  readonly handles: number;
  readonly store: number;
  readonly writeAheadLog: number;
  /** 99 % of the turns of the event loop began within so many ms of when they should. */
  readonly lag: number;
  /** Time series on /metrics. */
  readonly series: number;
}

const megabyte = 1024 * 1024;
/** For the collection to be done. */
const collectingMs = 500;

/** Files of the soak's own. */
export interface SoakFiles {
  readonly store: string;
  /** Where the service writes down how large its heap is. */
  readonly heap: string;
}

export async function takeSample(
  service: Running,
  files: SoakFiles,
  at: Pick<Sample, 'minute' | 'calls'>,
): Promise<Sample> {
  process.kill(service.pid, 'SIGUSR2');
  await wait(collectingMs);
  const metrics = await (await fetch(`${service.address}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  return {
    ...at,
    resident: service.memory().resident,
    heap: Number(readFileSync(files.heap, 'utf8')) / megabyte,
    handles: readdirSync(`/proc/${service.pid}/fd`).length,
    store: contentOf(files.store) / megabyte,
    writeAheadLog: (statSync(`${files.store}-wal`, { throwIfNoEntry: false })?.size ?? 0) / megabyte,
    lag: metric('nodejs_eventloop_lag_p99_seconds') * 1000,
    series: metrics.split('\n').filter((line) => /^\w/.test(line)).length,
  };
}

/** Bytes of a SQLite store with what is in its write-ahead log: the file itself grows in steps of a checkpoint. */
function contentOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const pragma = (name: string) => Number(database.prepare(`pragma ${name}`).get()?.[name]);
  const bytes = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  database.close();
  return bytes;
}
