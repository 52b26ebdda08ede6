import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Counts } from '../counts.ts';
import type { WorkedShard } from '../workers/shard-worker.ts';

/** What became of the shards of runs: whole numbers by key, which the database adds up. */
export interface Results {
  /** Keeps the result of a shard; that of an earlier try, which is the same, is replaced. */
  save(run: string, shard: number, worked: WorkedShard): Promise<void>;
  /** How many shards of a run are done. */
  done(run: string): Promise<number>;
  /** The sums over all shards of a run. */
  sum(run: string): Promise<{ readonly people: number; readonly failed: number; readonly counts: Counts }>;
  forget(run: string): Promise<void>;
  close(): Promise<void>;
}

interface Tables {
  readonly shard_result: { run: string; shard: number; people: number; failed: number };
  readonly shard_count: { run: string; shard: number; key: string; count: number };
}

/** Opens the tables of results, and makes them where they are missing. */
export async function openResults(url: string, schema: string): Promise<Results> {
  const pool = new Pool({ connectionString: url, application_name: 'secure-base-practice', max: 4 });
  // The next use reports a connection that broke.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  await makeTables(db, schema).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  return {
    save: (run, shard, { people, failed, counts }) =>
      db.transaction().execute(async (change) => {
        await removeFrom(change, run, shard);
        await change.insertInto('shard_result').values({ run, shard, people, failed }).execute();
        const [keys, numbers] = [[...counts.keys()], [...counts.values()]];
        await sql`insert into ${sql.table(`${schema}.shard_count`)} (run, shard, key, count)
          select ${run}, ${shard}::int, * from unnest(${keys}::text[], ${numbers}::bigint[])`.execute(change);
      }),
    done: async (run) => {
      const rows = await db.selectFrom('shard_result').select('shard').where('run', '=', run).execute();
      return rows.length;
    },
    sum: async (run) => {
      const rows = await db.selectFrom('shard_result').selectAll().where('run', '=', run).execute();
      const sums = await db
        .selectFrom('shard_count')
        .select(['key', sql<string>`sum(count)`.as('sum')])
        .where('run', '=', run)
        .groupBy('key')
        .execute();
      return {
        people: rows.reduce((all, { people }) => all + people, 0),
        failed: rows.reduce((all, { failed }) => all + failed, 0),
        counts: new Map(sums.map(({ key, sum }) => [key, Number(sum)])),
      };
    },
    forget: async (run) => {
      await db.deleteFrom('shard_result').where('run', '=', run).execute();
      await db.deleteFrom('shard_count').where('run', '=', run).execute();
    },
    close: () => db.destroy(),
  };
}

async function removeFrom(db: Kysely<Tables>, run: string, shard: number): Promise<void> {
  await db.deleteFrom('shard_result').where('run', '=', run).where('shard', '=', shard).execute();
  await db.deleteFrom('shard_count').where('run', '=', run).where('shard', '=', shard).execute();
}

/** Two that start at once must not make them twice, and a role that owns its schema alone may not make one. */
async function makeTables(db: Kysely<Tables>, schema: string): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(hashtext(${schema}))`.execute(one);
    try {
      const { rows } = await sql<{ there: boolean }>`select to_regnamespace(${schema}) is not null as there`.execute(
        one,
      );
      if (rows[0]?.there !== true) await one.schema.createSchema(schema).execute();
      await one.schema
        .createTable('shard_result')
        .ifNotExists()
        .addColumn('run', 'text', (column) => column.notNull())
        .addColumn('shard', 'integer', (column) => column.notNull())
        .addColumn('people', 'integer', (column) => column.notNull())
        .addColumn('failed', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('shard_result_key', ['run', 'shard'])
        .execute();
      await one.schema
        .createTable('shard_count')
        .ifNotExists()
        .addColumn('run', 'text', (column) => column.notNull())
        .addColumn('shard', 'integer', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('count', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('shard_count_key', ['run', 'shard', 'key'])
        .execute();
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${schema}))`.execute(one);
    }
  });
}
