import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { DatabaseServer } from './databases.ts';
import { createReplicaProcess, type ReplicaProcess } from './processes.ts';
import { everyHistoryHolds } from './property.ts';

/** Always the same plans, of which a slow machine carries out fewer. `npm run histories` is for more of them. */
const [seed, most, ms] = [11, 20, 12_000];

export async function holdsForSomeHistories(
  replicas: readonly ReplicaProcess[],
  server: DatabaseServer,
): Promise<void> {
  let histories = 0;
  const { property, lastFailure } = everyHistoryHolds(replicas, server, () => {
    histories += 1;
  });
  const found = await fc.check(property, { seed, numRuns: most, interruptAfterTimeLimit: ms });
  const unfinished = await lastFailure();
  // Without one it only failed to finish a history in time.
  if (found.counterexample !== null) throw new Error(fc.defaultReportMessage(found), { cause: found.errorInstance });
  expect(unfinished).toBeUndefined();
  expect(histories).toBeGreaterThan(0);
}

export function replicaProcesses(count: number): readonly ReplicaProcess[] {
  return Array.from({ length: count }, (_, at) => createReplicaProcess(`r${at + 1}`));
}
