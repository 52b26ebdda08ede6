import type { Store } from '#src/store/store.ts';
import type { ReplicaProcess } from './processes.ts';
import { openReplica, type Replica } from './store-under-test/replica.ts';

/** Replicas in this process, over a store with an optional flaw. They support no fault but a wrong clock. */
export function replicasInThisProcess(count: number, flaw?: (store: Store) => Store): readonly ReplicaProcess[] {
  return Array.from({ length: count }, (_, at): ReplicaProcess => {
    let replica: Replica | undefined;
    const running = () => {
      if (replica === undefined) throw new Error('it was not started');
      return replica;
    };
    const stop = async () => {
      await replica?.close();
      replica = undefined;
    };
    return {
      name: () => `r${at + 1}`,
      start: async (url) => {
        replica ??= await openReplica(url, flaw);
      },
      call: async (call, now) => {
        const result = await running().call(call, now);
        running().answered(call);
        return result;
      },
      loseReplies: async (lost) => running().loseReplies(lost),
      stop,
      kill: stop,
      pause: () => {},
      resume: () => {},
    };
  });
}
