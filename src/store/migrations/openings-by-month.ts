import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

const tables = {
  openings: {
    key: ['opening'],
    indexes: { openings_by_patient_at: ['patient', 'at'], openings_by_week: ['week'], openings_by_at: ['at'] },
  },
  opening_clinicians: {
    key: ['opening', 'clinician'],
    indexes: {
      opening_clinicians_by_clinician_at: ['clinician', 'at', 'tenant', 'hook', 'opening', 'cards'],
      opening_clinicians_by_at: ['at'],
    },
  },
} as const;

/**
 * PostgreSQL keeps openings by month from here on. What is there becomes the partition of ids without a month, as it
 * stands: nothing is copied, and the version before goes on writing there. SQLite has no partitions.
 */
export const openingsByMonth = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!isPostgres(db)) return;
    for (const [table, { key, indexes }] of Object.entries(tables)) {
      const earlier = `${table}_earlier`;
      await run(db, sql`alter table ${sql.table(table)} rename to ${sql.table(earlier)}`);
      for (const index of [`${table}_key`, ...Object.keys(indexes)])
        await run(db, sql`alter index ${sql.ref(index)} rename to ${sql.ref(index.replace(table, earlier))}`);
      const byMonth = sql`partition by range (opening)`;
      await run(db, sql`create table ${sql.table(table)} (like ${sql.table(earlier)}) ${byMonth}`);
      await addIndexes(db, table, key, indexes);
      const ids = sql`for values from (minvalue) to ('month-')`;
      await run(db, sql`alter table ${sql.table(table)} attach partition ${sql.table(earlier)} ${ids}`);
    }
  },

  async down(db: Kysely<unknown>): Promise<void> {
    if (!isPostgres(db)) return;
    for (const [table, { key, indexes }] of Object.entries(tables)) {
      const flat = `${table}_flat`;
      await run(db, sql`create table ${sql.table(flat)} (like ${sql.table(table)})`);
      await run(db, sql`insert into ${sql.table(flat)} select * from ${sql.table(table)}`);
      await run(db, sql`drop table ${sql.table(table)}`);
      await run(db, sql`alter table ${sql.table(flat)} rename to ${sql.table(table)}`);
      await addIndexes(db, table, key, indexes);
    }
  },
};

async function addIndexes(
  db: Kysely<unknown>,
  table: string,
  key: readonly string[],
  indexes: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const columns = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  const constraint = sql`add constraint ${sql.ref(`${table}_key`)} primary key (${columns(key)})`;
  await run(db, sql`alter table ${sql.table(table)} ${constraint}`);
  for (const [index, on] of Object.entries(indexes))
    await run(db, sql`create index ${sql.ref(index)} on ${sql.table(table)} (${columns(on)})`);
}

async function run(db: Kysely<unknown>, statement: RawBuilder<unknown>): Promise<void> {
  await statement.execute(db);
}

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
