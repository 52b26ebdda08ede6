import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import { DatabaseError, Pool, type PoolClient, TypeOverrides } from 'pg';
import type { Engine } from './engine.ts';
import { createMonths, dropMonths } from './months.ts';
import type { Tables } from './tables.ts';

/** OIDs of int8 and numeric, which node-postgres returns as text because they may exceed a number. Ours never do. */
const numericTypeOids = [20, 1700];

const maxQueryMs = 5000;
/** A migration may look at every row. */
const maxMigrationMs = 30 * 60_000;

/** PostgreSQL at a `postgres://` URL. It makes every commit durable by default. */
export function openPostgres(url: string): Engine {
  const { db, close } = connect(url, maxQueryMs);
  return {
    db,
    readDb: db,
    assertFileInPlace: () => {},
    write: (statement) => statement(db),
    runDurably: (work) => work(db),
    runExclusively: async (work) => {
      // A database that hangs is noticed as soon as by any other query.
      await sql`select 1`.execute(db);
      const patient = connect(url, maxMigrationMs);
      // kysely's migrator takes an advisory lock itself.
      await work(patient.db).finally(patient.close);
    },
    createMonths,
    dropMonths: (before) => dropMonths(db, before),
    close,
  };
}

function connect(
  url: string,
  queryTimeoutMs: number,
): { readonly db: Kysely<Tables>; readonly close: () => Promise<void> } {
  const types = new TypeOverrides();
  for (const type of numericTypeOids) types.setTypeParser(type, Number);
  const pool = new Pool({
    connectionString: url,
    application_name: 'secure-base',
    max: 10,
    connectionTimeoutMillis: 2000,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    types,
  });
  // A connection that breaks between two queries emits an error here, which would end the process without a listener.
  // The next use reports it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discardBrokenConnections(pool) }) });
  return {
    db,
    close: async () => {
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * A pool that discards a connection after the first query whose outcome is unknown. node-postgres would reuse it,
 * perhaps within a transaction that may still begin, or to a host that no longer responds.
 */
function discardBrokenConnections(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => failAfterLostResult(await pool.connect()),
    end: () => pool.end(),
  };
}

function failAfterLostResult(client: PoolClient): PostgresPoolClient {
  let failed = false;
  const query = async (text: string, parameters: readonly unknown[]) => {
    if (failed) throw new Error('the connection was discarded');
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      // An error reported by the database leaves the connection usable.
      failed = !(error instanceof DatabaseError);
      throw error;
    }
  };
  // Kysely's other overload takes a cursor and is used only for streaming.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || failed),
  };
}
