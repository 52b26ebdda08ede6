import fc from 'fast-check';
import { check, explained } from './checker/check.ts';
import type { DatabaseServer } from './databases.ts';
import { type Plan, plans } from './generator.ts';
import type { History } from './history.ts';
import type { ReplicaProcess } from './processes.ts';
import { run } from './run.ts';

/** The property that every invariant holds, whatever happens. It fails with the calls that violate one. */
export function everyHistoryHolds(
  replicas: readonly ReplicaProcess[],
  server: DatabaseServer,
  onHistory: (history: History, plan: Plan) => void,
) {
  const carryOut = async (plan: Plan) => {
    const database = await server.create();
    try {
      const history = await run(plan, replicas, database);
      onHistory(history, plan);
      const broken = check(history);
      if (broken.size > 0) throw new Error(`\n${explained(broken)}`);
    } finally {
      await database.remove();
    }
  };
  let last: Promise<unknown> = Promise.resolve(undefined);
  const property = fc.asyncProperty(plans, (plan) => {
    const carriedOut = carryOut(plan);
    last = carriedOut.then(
      () => undefined,
      (error: unknown) => error,
    );
    return carriedOut;
  });
  /** The error of the last history once it completes: at its time limit fast-check abandons a run. */
  const lastFailure = () => last;
  return { property, lastFailure };
}
