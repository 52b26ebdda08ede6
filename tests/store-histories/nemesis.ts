import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './databases.ts';
import type { Fault } from './generator.ts';
import type { ReplicaProcess } from './processes.ts';

/** Injects the faults of one round, and has repaired all of them when it resolves. */
export async function injectFaults(
  faults: readonly Fault[],
  replicas: readonly ReplicaProcess[],
  database: Database,
): Promise<void> {
  for (const done of await Promise.allSettled(faults.map((fault) => injectFault(fault, replicas, database))))
    if (done.status === 'rejected') throw done.reason;
  await Promise.all(replicas.map((replica, at) => replica.start(database.urls[at] ?? '')));
}

async function injectFault(fault: Fault, replicas: readonly ReplicaProcess[], database: Database): Promise<void> {
  const replica = replicas[fault.replica];
  if (replica === undefined) return;
  switch (fault.fault) {
    case 'kill':
      await wait(fault.afterMs);
      return replica.kill();
    case 'restart':
      return replica.stop();
    case 'pause':
      replica.pause();
      await wait(fault.ms);
      return replica.resume();
    case 'disconnect':
      await database.disconnect(fault.replica);
      await wait(fault.ms);
      return database.reconnect(fault.replica);
    case 'lose-replies':
      // A killed process loses its replies anyway.
      return replica.loseReplies(fault.count).catch(() => {});
  }
}

/** How far the clock of a replica is ahead in this round, in ms; negative if it is behind. */
export function clockAhead(faults: readonly Fault[], replica: number): number {
  return faults.reduce((sum, it) => (it.fault === 'clock' && it.replica === replica ? sum + it.ahead : sum), 0);
}
