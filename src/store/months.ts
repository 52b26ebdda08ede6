import { type Kysely, sql, type Transaction } from 'kysely';
import { DatabaseError } from 'pg';
import { idPrefix, type Month, monthOf, startOf } from './month.ts';
import { lockJob } from './queries/jobs.ts';
import type { Tables } from './tables.ts';

/** Tables that have a partition for each month (docs/adr/0019-openings-by-month.md). */
const byMonth = ['openings', 'opening_clinicians'] as const;
type TableByMonth = (typeof byMonth)[number];

/** SQLSTATE lock_not_available. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = '55P03';

/**
 * Creates the partitions for openings at these times, where they are missing. The caller holds the job `record`, so no
 * other replica does the same.
 */
export async function createMonths(trx: Transaction<Tables>, times: Iterable<number>): Promise<void> {
  const months = new Set([...times].map(monthOf));
  for (const month of [...months].sort()) {
    if (await isCreated(trx, month)) continue;
    for (const table of byMonth) await createPartition(trx, table, month);
  }
}

/**
 * Drops the partitions of months that ended by `before`. A backup that is being made keeps them until the next time:
 * whoever asks after this one would wait as long as it does.
 */
export async function dropMonths(db: Kysely<Tables>, before: number): Promise<void> {
  const old = (await readMonths(db)).filter((month) => startOf(month, 1) <= before);
  if (old.length === 0) return;
  const partitions = old.flatMap((month) => byMonth.map((table) => sql.table(partitionName(table, month))));
  try {
    await db.transaction().execute(async (trx) => {
      await lockJob(trx, 'record');
      await sql`set local lock_timeout = '200ms'`.execute(trx);
      await sql`drop table if exists ${sql.join(partitions)}`.execute(trx);
    });
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === lockNotAvailable)) throw error;
  }
}

/** Every month that has a partition, in order. */
export async function readMonths(db: Kysely<Tables>): Promise<readonly Month[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
    where i.inhparent = to_regclass('openings')
  `.execute(db);
  const found = rows.map(({ name }) => /_(\d{4})_(\d{2})$/.exec(name));
  return found.flatMap((one) => (one === null ? [] : `${one[1]}-${one[2]}`)).sort();
}

/** Of one table: they are created and dropped together. */
async function isCreated(trx: Transaction<Tables>, month: Month): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${partitionName('openings', month)}) is not null as found
  `.execute(trx);
  return rows[0]?.found === true;
}

async function createPartition(trx: Transaction<Tables>, table: TableByMonth, month: Month): Promise<void> {
  const [parent, partition] = [sql.table(table), sql.table(partitionName(table, month))];
  const [first, next] = [month, monthOf(startOf(month, 1))].map((one) => sql.lit(`${idPrefix}${one}`));
  // Attached afterwards: `create table … partition of` would keep everybody from reading until this commits.
  await sql`create table ${partition} (like ${parent})`.execute(trx);
  await sql`alter table ${parent} attach partition ${partition} for values from (${first}) to (${next})`.execute(trx);
}

function partitionName(table: TableByMonth, month: Month): string {
  return `${table}_${month.replace('-', '_')}`;
}
