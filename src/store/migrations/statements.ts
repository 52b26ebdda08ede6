import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  CreateTableNode,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Migration } from 'kysely/migration';

/** The statements that a migration executes, in order and as SQLite is given them. Nothing is executed. */
export async function statementsOf({ up }: Migration): Promise<readonly CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (one) => new SqliteIntrospector(one),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
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
