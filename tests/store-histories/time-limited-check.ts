import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { DatabaseServer } from './databases.ts';
import { createReplicaProcess, type ReplicaProcess } from './processes.ts';
import { everyHistoryHolds } from './property.ts';

/** A fixed seed; a slow machine runs fewer of its plans. `npm run histories` runs more. */
const [seed, maxRuns, ms] = [11, 20, 12_000];

export async function holdsForSomeHistories(
  replicas: readonly ReplicaProcess[],
  server: DatabaseServer,
): Promise<void> {
  let histories = 0;
  const { property, lastFailure } = everyHistoryHolds(replicas, server, () => {
    histories += 1;
  });
  const found = await fc.check(property, { seed, numRuns: maxRuns, interruptAfterTimeLimit: ms });
  const unfinished = await lastFailure();
  // Without a counterexample, fast-check was merely interrupted by the time limit.
  if (found.counterexample !== null) throw new Error(fc.defaultReportMessage(found), { cause: found.errorInstance });
  expect(unfinished).toBeUndefined();
  expect(histories).toBeGreaterThan(0);
}

export function replicaProcesses(count: number): readonly ReplicaProcess[] {
  return Array.from({ length: count }, (_, at) => createReplicaProcess(`r${at + 1}`));
}
