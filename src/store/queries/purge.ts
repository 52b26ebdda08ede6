import { setImmediate as others } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import type { PurgeEvents, PurgeTimes } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';
import { markDone, takeTurn } from './jobs.ts';
import { affected, inSlices, slice } from './slices.ts';
import { dropWaiting, releaseAnswers } from './waiting-answers.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Deletes what is too old, slice by slice and holding no lock in between; false where it is not due yet. */
export async function purge(engine: Engine, times: PurgeTimes, events: PurgeEvents): Promise<boolean> {
  const turn = await engine.db.transaction().execute(async (trx) => {
    const last = await takeTurn(trx, 'purge');
    const clockWentBack = last > times.now + hour;
    if (!clockWentBack && last > times.now - times.every) return undefined;
    await markDone(trx, 'purge', times.now);
    const resumes = clockWentBack || last < times.now - times.every - hour;
    if (resumes) await markDone(trx, 'purge-resumed', times.now);
    return { clockWentBack, since: resumes ? times.now : await takeTurn(trx, 'purge-resumed') };
  });
  if (turn === undefined) return false;
  if (turn.clockWentBack) events.clockWentBack();
  const now = await safeNow(engine.db, times.now, turn.since);
  await deleteOld(engine, now, times.before - (times.now - now), events);
  return true;
}

/**
 * The time up to which the clock can be believed. A clock that has jumped ahead looks like a service that was off, and would
 * delete everything. So for a day after either, time goes on from the newest row of before.
 */
async function safeNow(db: Kysely<Tables>, now: number, since: number): Promise<number> {
  if (now - since >= day) return now;
  const { newest } = await db
    .selectFrom('openings')
    .select(({ fn }) => fn.max<number | null>('at').as('newest'))
    .where('at', '<', since)
    .executeTakeFirstOrThrow();
  return newest === null ? now : Math.min(now, newest + (now - since));
}

async function deleteOld(engine: Engine, now: number, before: number, events: PurgeEvents): Promise<void> {
  await inSlices(engine, (db) => releaseAnswers(db, slice));
  const dropped = await inSlices(engine, (db) => dropWaiting(db, now - day, slice));
  if (dropped > 0) events.unmatchedAnswers(dropped);
  await deleteBefore(engine, 'tokens', 'token', 'expires', now);
  // A batch is tried again by the process that made it, and what it holds is kept off the erased, for as long as that runs behind.
  await deleteBefore(engine, 'batches', 'batch', 'at', now - 7 * day);
  await deleteBefore(engine, 'erasures', 'person', 'at', now - 7 * day);
  await deleteBefore(engine, 'openings', 'opening', 'at', before);
  await deleteBefore(engine, 'opening_clinicians', 'opening, clinician', 'at', before);
  await deleteBefore(engine, 'showings', 'card', 'last_shown', before);
  await deleteBefore(engine, 'feedback', 'tenant, card, at, outcome, reason', 'received', before);
  await deleteBefore(engine, 'tallies', 'week, code, rule', 'week', weekOf(before));
}

/** Deletes the rows of a table, whose primary key is given, with a time before an instant. */
async function deleteBefore<T extends keyof Tables>(
  engine: Engine,
  table: T,
  key: string,
  time: keyof Tables[T] & string,
  before: number,
): Promise<void> {
  const [rows, columns] = [sql.table(table), sql.raw(key)];
  const old = sql`select ${columns} from ${rows} where ${sql.ref(time)} < ${before} limit ${slice}`;
  await inSlices(engine, (db) => affected(db, sql`delete from ${rows} where (${columns}) in (${old})`));
  await others();
}

/** When the oldest row that is deleted after a time was made, and when a purge was last begun; ms since 1970. */
export async function readUpkeep(
  db: Kysely<Tables>,
): Promise<{ oldest: number | undefined; purged: number | undefined }> {
  const { rows } = await sql<{ oldest: number | null; purged: number | null }>`
    select (
      select min(at) from (
        select min(at) as at from openings
        union all select min(last_shown) from showings
        union all select min(received) from feedback
      ) as all_rows
    ) as oldest, (select at from jobs where job = 'purge') as purged
  `.execute(db);
  const [{ oldest, purged } = { oldest: null, purged: null }] = rows;
  return { oldest: oldest ?? undefined, purged: purged ?? undefined };
}
