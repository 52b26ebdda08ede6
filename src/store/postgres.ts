import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { DatabaseError, Pool, type PoolClient, TypeOverrides } from 'pg';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/** Types whose values node-postgres gives as text, since they may exceed a number: int8 and numeric. Ours never do. */
const numbers = [20, 1700];

/** PostgreSQL at a `postgres://` URL. It keeps every commit durable by itself. */
export function openPostgres(url: string): Engine {
  const types = new TypeOverrides();
  for (const type of numbers) types.setTypeParser(type, Number);
  const pool = new Pool({
    connectionString: url,
    application_name: 'secure-base',
    max: 10,
    connectionTimeoutMillis: 2000,
    query_timeout: 5000,
    keepAlive: true,
    types,
  });
  // A connection that breaks between two queries says so here, idle or in use; without listeners that ends the process.
  // The next use reports it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: givingUp(pool) }) });
  return {
    db,
    reads: db,
    inPlace: () => {},
    writing: (statement) => statement(db),
    durably: (work) => work(db),
    // kysely's migrator takes an advisory lock here.
    alone: (work) => work(),
    close: async () => {
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * A pool that gives a connection up with the first query of which it is not known what became of it. node-postgres hands
 * such a connection on: into a transaction that may still begin, or to a machine that no longer answers.
 */
function givingUp(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    connect: async () => endingAfterFailure(await pool.connect()),
    end: () => pool.end(),
  };
}

function endingAfterFailure(client: PoolClient): PostgresPoolClient {
  let failed = false;
  const query = async (text: string, parameters: readonly unknown[]) => {
    if (failed) throw new Error('the connection was given up');
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      // What the database itself refuses leaves the connection as it was.
      failed = !(error instanceof DatabaseError);
      throw error;
    }
  };
  // Kysely's other form of a query, by a cursor, is for streams alone.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || failed),
  };
}
