import { PgBoss } from 'pg-boss';
import { RunRefused } from '../refused.ts';
import { openResults, type Results } from './results.ts';

/** One shard of a run, as a job. */
export interface ShardJob {
  readonly run: string;
  /** Name of the run's work folder; where it lies is each machine's own. */
  readonly folder: string;
  readonly shard: number;
}

/** The jobs and results of runs on several machines, in PostgreSQL. */
export interface Queue {
  /** Adds a job for each shard. */
  send(jobs: readonly ShardJob[]): Promise<void>;
  /** Takes jobs, as many at once, until it is closed; a job whose handler throws is tried again elsewhere. */
  take(atOnce: number, handler: (job: ShardJob) => Promise<void>): Promise<void>;
  /** Shards of a run that failed on every try. */
  lost(run: string): Promise<readonly number[]>;
  /** Removes what is left of a run's jobs. */
  forget(run: string): Promise<void>;
  readonly results: Results;
  /** Lets what was taken come to its end, for as long at most. */
  close(timeoutMs: number): Promise<void>;
}

/** A schema of its own, so that a role of its own can own it, which may not read the store. */
export const schema = 'secure_base_practice';
const shardQueue = 'shards';
const lostQueue = 'shards-lost';

/**
 * A worker that is gone is missed after its heartbeat and the next look at it: a lost job is taken up within 30 seconds.
 * The shortest that pg-boss allows is 10.
 */
const heartbeatSeconds = 12;
const watchSeconds = 5;
/** Longer than any shard takes: from a worker that hangs, and still beats, it is taken away. */
const expireInSeconds = 30 * 60;
const retryLimit = 3;
/** Two at once show that there is more, which is then fetched without a pause. */
const taking = { batchSize: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 4 };

/**
 * Opens the queue in the database of STORE_URL.
 * @throws RunRefused where that is no PostgreSQL, or can't be used
 */
export async function openQueue(storeUrl: string): Promise<Queue> {
  if (!/^postgres(?:ql)?:/.test(storeUrl)) throw new RunRefused('--queue: STORE_URL must be a postgres:// URL');
  const boss = new PgBoss({
    connectionString: storeUrl,
    schema,
    application_name: 'secure-base-practice',
    monitorIntervalSeconds: watchSeconds,
    superviseIntervalSeconds: watchSeconds,
    queueCacheIntervalSeconds: watchSeconds,
    schedule: false,
    // openResults has made it, where it was not there.
    createSchema: false,
  });
  // Without a listener an error ends the process; what matters shows in what is awaited.
  boss.on('error', () => {});
  let results: Results | undefined;
  try {
    results = await openResults(storeUrl, schema);
    await boss.start();
    await boss.createQueue(lostQueue);
    await boss.createQueue(shardQueue, {
      heartbeatSeconds,
      expireInSeconds,
      retryLimit,
      retryDelay: 1,
      deadLetter: lostQueue,
    });
    return queueOf(boss, results);
  } catch (error) {
    // An open connection would keep the process from ending.
    await boss.stop({ graceful: false }).catch(() => {});
    await results?.close();
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new RunRefused(`--queue: the database of STORE_URL can’t be used${code}`);
  }
}

function queueOf(boss: PgBoss, results: Results): Queue {
  return {
    results,
    send: async (jobs) => {
      await boss.insert(
        shardQueue,
        jobs.map((data) => ({ data })),
      );
    },
    take: async (atOnce, handler) => {
      const options = { ...taking, localConcurrency: atOnce };
      await boss.work<ShardJob>(shardQueue, options, async (jobs) => {
        for (const { data } of jobs) await handler(data);
      });
    },
    lost: async (run) => {
      const jobs = await boss.findJobs<ShardJob>(lostQueue, { data: { run } });
      return jobs.map(({ data }) => data.shard).sort((a, b) => a - b);
    },
    forget: async (run) => {
      await results.forget(run);
      for (const queue of [shardQueue, lostQueue]) {
        const jobs = await boss.findJobs<ShardJob>(queue, { data: { run } });
        if (jobs.length > 0)
          await boss.deleteJob(
            queue,
            jobs.map(({ id }) => id),
          );
      }
    },
    close: async (timeoutMs) => {
      await boss.stop({ graceful: true, timeout: timeoutMs });
      await results.close();
    },
  };
}
