import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { mayBeBefore, monthOf, startOf } from '../month.ts';
import type { Retiring } from '../retirement.ts';
import type { Tables } from '../tables.ts';
import type { PurgeEvents, PurgeTimes, Upkeep } from '../upkeep.ts';
import { weekOf } from '../week.ts';
import { chunkSize, countAffectedRows, runInChunks } from './chunks.ts';
import { lockJob, recordJobRun } from './jobs.ts';
import { deleteUnmatched, releaseMatched } from './pending-feedback.ts';
import { deleteFormerVersions } from './retirements.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Deletes expired rows in chunks, releasing the lock in between. False if a purge is not due yet. */
export async function purge(
  engine: Engine,
  times: PurgeTimes,
  events: PurgeEvents,
  retiring: Retiring,
): Promise<boolean> {
  const turn = await engine.db.transaction().execute(async (trx) => {
    const last = await lockJob(trx, 'purge');
    const clockWentBack = last > times.now + hour;
    if (!clockWentBack && last > times.now - times.minIntervalMs) return undefined;
    await recordJobRun(trx, 'purge', times.now);
    const resumes = clockWentBack || last < times.now - times.minIntervalMs - hour;
    if (resumes) await recordJobRun(trx, 'purge-resumed', times.now);
    return { clockWentBack, since: resumes ? times.now : await lockJob(trx, 'purge-resumed') };
  });
  if (turn === undefined) return false;
  if (turn.clockWentBack) events.clockWentBack();
  const now = await safeNow(engine.db, times.now, turn.since);
  const before = times.deleteBefore - (times.now - now);
  await prepareMonths(engine, now);
  await engine.dropMonths(before);
  await deleteOld(engine, now, before, events);
  await engine.write((db) => deleteFormerVersions(db, before, retiring));
  return true;
}

/**
 * The latest time that can be trusted. A clock that jumped ahead looks like a service that was down for a while, and
 * would delete everything. So for a day after either, time is counted from the newest row before the gap.
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

/** So that the first opening of a month does not have to create anything. */
async function prepareMonths(engine: Engine, now: number): Promise<void> {
  await engine.db.transaction().execute(async (trx) => {
    await lockJob(trx, 'record');
    await engine.createMonths(
      trx,
      [0, 1, 2].map((later) => startOf(monthOf(now), later)),
    );
  });
}

async function deleteOld(engine: Engine, now: number, before: number, events: PurgeEvents): Promise<void> {
  await runInChunks(engine, (db) => releaseMatched(db, chunkSize));
  const dropped = await runInChunks(engine, (db) => deleteUnmatched(db, now - day, chunkSize));
  if (dropped > 0) events.unmatchedFeedback(dropped);
  await deleteBefore(engine, 'tokens', 'token', 'expires', now);
  // Retries of a batch, and openings of erased people, can arrive only within the time a process may lag behind.
  await deleteBefore(engine, 'batches', 'batch', 'at', now - 7 * day);
  await deleteBefore(engine, 'erasures', 'person', 'at', now - 7 * day);
  const ofMonths = mayBeBefore('opening', before);
  await deleteBefore(engine, 'openings', 'opening', 'at', before, ofMonths);
  await deleteBefore(engine, 'opening_clinicians', 'opening, clinician', 'at', before, ofMonths);
  await deleteBefore(engine, 'showings', 'card', 'last_shown', before);
  await deleteBefore(engine, 'silent_showings', 'card', 'last_shown', before);
  await deleteBefore(engine, 'feedback', 'tenant, card, at, outcome, reason', 'received', before);
  await deleteBefore(engine, 'tallies', 'week, code, rule', 'week', weekOf(before));
  await deleteBefore(engine, 'unread', 'week, client, part, why', 'week', weekOf(before));
}

/** Deletes rows of a table, given its primary key columns, whose `time` is before an instant. `condition` holds for all of them. */
async function deleteBefore<T extends keyof Tables>(
  engine: Engine,
  table: T,
  key: string,
  time: keyof Tables[T] & string,
  before: number,
  condition = sql<boolean>`true`,
): Promise<void> {
  const [rows, columns] = [sql.table(table), sql.raw(key)];
  const old = sql`select ${columns} from ${rows} where ${sql.ref(time)} < ${before} and ${condition} limit ${chunkSize}`;
  const statement = sql`delete from ${rows} where (${columns}) in (${old}) and ${condition}`;
  await runInChunks(engine, (db) => countAffectedRows(db, statement));
  await yieldToEventLoop();
}

export async function readUpkeep(db: Kysely<Tables>): Promise<Upkeep> {
  const { rows } = await sql<{ oldest: number | null; purged: number | null }>`
    select (
      select min(at) from (
        select min(at) as at from openings
        union all select min(last_shown) from showings
        union all select min(last_shown) from silent_showings
        union all select min(received) from feedback
      ) as all_rows
    ) as oldest, (select at from jobs where job = 'purge') as purged
  `.execute(db);
  return { oldestRowAt: rows[0]?.oldest ?? undefined, lastPurgeAt: rows[0]?.purged ?? undefined };
}
