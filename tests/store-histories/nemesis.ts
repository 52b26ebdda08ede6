import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './databases.ts';
import type { Fault } from './generator.ts';
import type { ReplicaProcess } from './processes.ts';

/** Does the harm of one round to processes and connections, and has made all of it good when it resolves. */
export async function harm(
  faults: readonly Fault[],
  replicas: readonly ReplicaProcess[],
  database: Database,
): Promise<void> {
  for (const done of await Promise.allSettled(faults.map((fault) => inflict(fault, replicas, database))))
    if (done.status === 'rejected') throw done.reason;
  await Promise.all(replicas.map((replica, at) => replica.start(database.urls[at] ?? '')));
}

async function inflict(fault: Fault, replicas: readonly ReplicaProcess[], database: Database): Promise<void> {
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
      // A process that was killed meanwhile loses them anyway.
      return replica.loseReplies(fault.count).catch(() => {});
  }
}

/** How much the clock of a replica is ahead in this round, in ms; behind where negative. */
export function clockAhead(faults: readonly Fault[], replica: number): number {
  return faults.reduce((sum, it) => (it.fault === 'clock' && it.replica === replica ? sum + it.ahead : sum), 0);
}
