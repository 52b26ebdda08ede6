import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

const maxPreparedStatements = 100;
const busyTimeoutMs = 10_000;
/** Primary result code SQLITE_BUSY. https://sqlite.org/rescode.html#busy */
const sqliteBusy = 5;

/** A deferred transaction that has read fails at its first write if another writer came first, so lock at the start. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await retryWhileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }
}

/** kysely's SQLite dialect over a connection of `node:sqlite`. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(database: DatabaseSync) {
    const config = { database: adapt(database) };
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

function adapt(database: DatabaseSync): SqliteDialectConfig['database'] {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      if (prepared.size >= maxPreparedStatements) prepared.clear();
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

/** Retries while another connection holds the write lock, for at most `busyTimeoutMs`. */
export async function retryWhileBusy(attempt: () => unknown): Promise<void> {
  const until = performance.now() + busyTimeoutMs;
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
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === sqliteBusy
  );
}
