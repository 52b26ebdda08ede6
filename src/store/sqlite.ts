import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from 'kysely';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

const mostStatements = 100;
const patienceMs = 10_000;
/** Primary result code of every 'database is locked'. https://sqlite.org/rescode.html#busy */
const busy = 5;

/** SQLite in this process; `file` is a path or `:memory:`. */
export async function openSqlite(file: string): Promise<Engine> {
  // A wait inside SQLite stops the whole process, so it is short and the longer one is ours.
  const database = new DatabaseSync(file, { timeout: 20 });
  // With a write-ahead log `normal` outlives the process, `full` the machine too. https://sqlite.org/wal.html
  await whenFree(() => database.exec('pragma journal_mode = wal; pragma synchronous = normal'));
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database: adapt(database) }) });
  return {
    db,
    // Only a transaction waits for its turn.
    writing: (statement) => db.transaction().execute(statement),
    durably: (work) =>
      db.connection().execute(async (one) => {
        await sql`pragma synchronous = full`.execute(one);
        await work(one).finally(() => sql`pragma synchronous = normal`.execute(one));
      }),
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
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}

/** What kysely expects of a database, over `node:sqlite`. */
function adapt(database: DatabaseSync): SqliteDialectConfig['database'] {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      if (prepared.size >= mostStatements) prepared.clear();
      const statement = adaptStatement(database.prepare(text));
      prepared.set(text, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

/** A transaction that read before it writes can't wait for another writer, so each takes its turn at the beginning. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await whenFree(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

async function whenFree(attempt: () => unknown): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await wait(5 + Math.random() * 20);
    }
  }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === busy;
}
