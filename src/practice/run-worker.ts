import { once } from 'node:events';
import { checkFlags, machineFlags } from './common-flags.ts';
import { openQueue } from './queue/queue.ts';
import { takeShards } from './queue/worker.ts';
import { readSite } from './site.ts';

/** What is under way may end within this time; after it another worker takes it up. */
const lastShardMs = 20_000;

/**
 * Takes jobs until SIGTERM or SIGINT.
 * @throws RunRefused where a flag, a setting or the database can't be used
 */
export async function runWorker(typed: Readonly<Record<string, unknown>>): Promise<void> {
  const flags = checkFlags(machineFlags, typed);
  const { config } = readSite(process.env);
  const queue = await openQueue(config.storeUrl);
  const taking = await takeShards(queue, flags);
  process.stderr.write('Waiting for people to deal with\n');
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await queue.close(lastShardMs);
  await taking.close();
}
