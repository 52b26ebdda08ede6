import type { Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * Locks a job on all replicas until this transaction ends, waiting for any other holder. Returns when it last ran (ms
 * since 1970), or 0 if that is unknown or not recorded.
 */
export async function lockJob(trx: Transaction<Tables>, job: string): Promise<number> {
  const { at } = await trx
    .insertInto('jobs')
    .values({ job, at: 0 })
    // A no-op update that locks the row.
    .onConflict((it) => it.column('job').doUpdateSet(({ ref }) => ({ at: ref('jobs.at') })))
    .returning('at')
    .executeTakeFirstOrThrow();
  return at;
}

export async function recordJobRun(trx: Transaction<Tables>, job: string, at: number): Promise<void> {
  await trx
    .insertInto('jobs')
    .values({ job, at })
    .onConflict((it) => it.column('job').doUpdateSet({ at }))
    .execute();
}
