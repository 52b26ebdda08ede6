import type { Transaction } from 'kysely';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { weekOf } from './week.ts';

const dayMs = 24 * 60 * 60 * 1000;

export async function purge(trx: Transaction<Tables>, times: Parameters<Store['purge']>[0]): Promise<boolean> {
  const { now, before, every } = times;
  await trx
    .insertInto('jobs')
    .values({ job: 'purge', at: 0 })
    .onConflict((it) => it.doNothing())
    .execute();
  // The row stays locked until the end: another replica waits, and then finds the work done.
  const claim = trx
    .updateTable('jobs')
    .set({ at: now })
    .where('job', '=', 'purge')
    .where('at', '<=', now - every);
  if ((await claim.executeTakeFirstOrThrow()).numUpdatedRows === 0n) return false;
  await trx.deleteFrom('tokens').where('expires', '<', now).execute();
  // A batch is tried again by the process that made it, for as long as that runs behind.
  await trx
    .deleteFrom('batches')
    .where('at', '<', now - 7 * dayMs)
    .execute();
  await trx.deleteFrom('openings').where('at', '<', before).execute();
  await trx.deleteFrom('opening_clinicians').where('at', '<', before).execute();
  await trx.deleteFrom('showings').where('last_shown', '<', before).execute();
  await trx.deleteFrom('feedback').where('received', '<', before).execute();
  await trx.deleteFrom('tallies').where('week', '<', weekOf(before)).execute();
  return true;
}

/** Openings stay: they belong to the clinician's budget. */
export async function forgetPerson(trx: Transaction<Tables>, person: Parameters<Store['forget']>[0]): Promise<void> {
  const { tenant, patient } = person;
  const cards = trx.selectFrom('showings').select('card').where('tenant', '=', tenant).where('patient', '=', patient);
  await trx.deleteFrom('feedback').where('tenant', '=', tenant).where('card', 'in', cards).execute();
  await trx.deleteFrom('showings').where('tenant', '=', tenant).where('patient', '=', patient).execute();
}
