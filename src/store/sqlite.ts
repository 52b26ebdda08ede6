import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Engine } from './engine.ts';
import { NodeSqliteDialect, retryWhileBusy } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** SQLite blocks the event loop while it waits, so its own timeout is short; retryWhileBusy waits longer. */
const blockingTimeoutMs = 20;

/** SQLite in this process. `file` is a path or `:memory:`. */
export async function openSqlite(file: string): Promise<Engine> {
  const database = new DatabaseSync(file, { timeout: blockingTimeoutMs });
  // In WAL mode `normal` survives a process crash, `full` also a power failure. https://sqlite.org/wal.html
  await retryWhileBusy(() => database.exec('pragma journal_mode = wal; pragma synchronous = normal'));
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  const readDb = openReadConnection(file) ?? db;
  const assertFileInPlace = createFileCheck(file);
  return {
    db,
    readDb,
    assertFileInPlace,
    // Only a transaction retries while another connection holds the lock.
    write: (statement) => db.transaction().execute(statement),
    runDurably: async (work) => {
      const result = await db.connection().execute(async (connection) => {
        await sql`pragma synchronous = full`.execute(connection);
        return work(connection).finally(() => sql`pragma synchronous = normal`.execute(connection));
      });
      assertFileInPlace();
      return result;
    },
    runExclusively: async (work) => {
      await retryWhileBusy(() => database.exec('begin immediate'));
      try {
        await work(db);
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    createMonths: async () => {},
    dropMonths: async () => {},
    close: async () => {
      // The last connection to close checkpoints the log into the file, which a read-only one cannot.
      // https://sqlite.org/wal.html#the_wal_file
      await readDb.destroy();
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

/**
 * A separate read connection: in WAL mode readers never wait for a writer. https://sqlite.org/wal.html#concurrency
 * Undefined for an in-memory database, which can have only one connection.
 */
function openReadConnection(file: string): Kysely<Tables> | undefined {
  if (file === ':memory:') return undefined;
  return new Kysely<Tables>({
    dialect: new NodeSqliteDialect(new DatabaseSync(file, { timeout: blockingTimeoutMs, readOnly: true })),
  });
}

/**
 * Returns a check that throws once the opened file is no longer at its path. SQLite keeps writing to a deleted or
 * replaced file, and those writes are lost with the process. https://sqlite.org/howtocorrupt.html#unlink
 */
function createFileCheck(file: string): () => void {
  if (file === ':memory:') return () => {};
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino !== opened.ino || found.dev !== opened.dev) throw new Error('the file was deleted or replaced');
  };
}
