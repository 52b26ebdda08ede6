import { readdirSync, readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from '../bench/process.ts';

/** One measurement of the service; sizes in MB. */
export interface Sample {
  /** Minutes since the first call. */
  readonly minute: number;
  readonly calls: number;
  readonly resident: number;
  /** Live heap after a full garbage collection. */
  readonly heap: number;
  /** Open files and sockets. */
  readonly handles: number;
  readonly store: number;
  readonly writeAheadLog: number;
  /** 99th percentile of the event-loop delay, in ms. */
  readonly lag: number;
  /** Number of time series on /metrics. */
  readonly series: number;
}

const megabyte = 1024 * 1024;
/** Time for the garbage collection. */
const gcWaitMs = 500;

export interface SoakFiles {
  readonly store: string;
  /** Where the service writes its heap size. */
  readonly heap: string;
}

export async function takeSample(
  service: Running,
  files: SoakFiles,
  at: Pick<Sample, 'minute' | 'calls'>,
): Promise<Sample> {
  process.kill(service.pid, 'SIGUSR2');
  await wait(gcWaitMs);
  const metrics = await (await fetch(`${service.address}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  return {
    ...at,
    resident: service.memory().resident,
    heap: Number(readFileSync(files.heap, 'utf8')) / megabyte,
    handles: readdirSync(`/proc/${service.pid}/fd`).length,
    store: usedBytes(files.store) / megabyte,
    writeAheadLog: (statSync(`${files.store}-wal`, { throwIfNoEntry: false })?.size ?? 0) / megabyte,
    lag: metric('nodejs_eventloop_lag_p99_seconds') * 1000,
    series: metrics.split('\n').filter((line) => /^\w/.test(line)).length,
  };
}

/** Bytes used by a SQLite store including its write-ahead log; the file itself grows only at checkpoints. */
function usedBytes(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const pragma = (name: string) => Number(database.prepare(`pragma ${name}`).get()?.[name]);
  const bytes = (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  database.close();
  return bytes;
}
