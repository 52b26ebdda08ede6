import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Engine } from './engine.ts';
import { NodeSqliteDialect, whenFree } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** A wait inside SQLite stops the whole process, so it is short; the longer one is ours. */
const timeout = 20;

/** SQLite in this process; `file` is a path or `:memory:`. */
export async function openSqlite(file: string): Promise<Engine> {
  const database = new DatabaseSync(file, { timeout });
  // With a write-ahead log `normal` outlives the process, `full` the machine too. https://sqlite.org/wal.html
  await whenFree(() => database.exec('pragma journal_mode = wal; pragma synchronous = normal'));
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  const reads = readsBeside(file) ?? db;
  const inPlace = watchFile(file);
  return {
    db,
    reads,
    inPlace,
    // Only a transaction waits for its turn.
    writing: (statement) => db.transaction().execute(statement),
    durably: async (work) => {
      const result = await db.connection().execute(async (one) => {
        await sql`pragma synchronous = full`.execute(one);
        return work(one).finally(() => sql`pragma synchronous = normal`.execute(one));
      });
      inPlace();
      return result;
    },
    alone: async (work) => {
      await whenFree(() => database.exec('begin immediate'));
      try {
        await work();
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    close: async () => {
      // Who closes last brings the log into the file, which a connection that only reads can't.
      // https://sqlite.org/wal.html#the_wal_file
      await reads.destroy();
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

/**
 * A connection of its own for reads: beside a write-ahead log they wait for no writer, while the other connection may wait
 * long for its turn. https://sqlite.org/wal.html#concurrency A database in memory has one connection only.
 */
function readsBeside(file: string): Kysely<Tables> | undefined {
  if (file === ':memory:') return undefined;
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(file, { timeout, readOnly: true })) });
}

/**
 * Throws once the file that was opened is no longer at its path. SQLite goes on with a file that was deleted or replaced,
 * and what is written there is lost with the process. https://sqlite.org/howtocorrupt.html#unlink
 */
function watchFile(file: string): () => void {
  if (file === ':memory:') return () => {};
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino !== opened.ino || found.dev !== opened.dev) throw new Error('the file was deleted or replaced');
  };
}
