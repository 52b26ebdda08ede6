import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  CreateTableNode,
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Migration } from 'kysely/migration';

const sqlite: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};
const postgres: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

/**
 * The statements that a migration executes, in order and as SQLite is given them, or PostgreSQL where they are for that
 * alone. Nothing is executed.
 */
export async function statementsOf(migration: Migration): Promise<readonly CompiledQuery[]> {
  const statements = await compile(migration, sqlite);
  return statements.length > 0 ? statements : compile(migration, postgres);
}

async function compile({ up }: Migration, dialect: Dialect): Promise<readonly CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const db = new Kysely<unknown>({
    dialect,
    log: ({ query }) => {
      statements.push(query);
    },
  });
  await up(db);
  return statements;
}

/** SHA-256 of a migration's statements: another hash is another migration, whatever its name. */
export async function hashOf(migration: Migration): Promise<string> {
  const hash = createHash('sha256');
  for (const { sql, parameters } of await statementsOf(migration))
    hash.update(`${JSON.stringify([sql, parameters])}\n`);
  return hash.digest('hex');
}

/** The columns of each table that a migration creates, by the table's name. */
export async function columnsCreatedBy(migration: Migration): Promise<ReadonlyMap<string, readonly string[]>> {
  const created = (await statementsOf(migration)).flatMap(({ query }) => (CreateTableNode.is(query) ? [query] : []));
  return new Map(
    created.map(({ table, columns }) => [table.table.identifier.name, columns.map(({ column }) => column.column.name)]),
  );
}
