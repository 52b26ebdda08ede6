import type { Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * Waits until no other transaction does this job, on any replica, and holds it until this one ends. Gives when it was last
 * done (ms since 1970), 0 where that is not kept or never was.
 */
export async function takeTurn(trx: Transaction<Tables>, job: string): Promise<number> {
  const { at } = await trx
    .insertInto('jobs')
    .values({ job, at: 0 })
    // Changes nothing, and locks the row.
    .onConflict((it) => it.column('job').doUpdateSet(({ ref }) => ({ at: ref('jobs.at') })))
    .returning('at')
    .executeTakeFirstOrThrow();
  return at;
}

/** Keeps when a job was done. */
export async function markDone(trx: Transaction<Tables>, job: string, at: number): Promise<void> {
  await trx
    .insertInto('jobs')
    .values({ job, at })
    .onConflict((it) => it.column('job').doUpdateSet({ at }))
    .execute();
}
