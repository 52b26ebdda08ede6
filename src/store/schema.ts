import type { Kysely } from 'kysely';
import { migrations } from './migrations/index.ts';
import { columnsCreatedBy, hashOf } from './migrations/statements.ts';
import type { Tables } from './tables.ts';

/** The store's schema is incompatible with this version. The message is one line for the operator. */
export class IncompatibleSchema extends Error {}

/** A migration applied to a store; `hash` and `worksFrom` are null if it was applied before hashes were recorded. */
interface AppliedMigration {
  readonly name: string;
  readonly hash: string | null;
  readonly worksFrom: string | null;
}

const latest = Object.keys(migrations).at(-1) ?? '';
const ownHashes: Promise<ReadonlyMap<string, string>> = Promise.all(
  Object.entries(migrations).map(async ([name, migration]) => [name, await hashOf(migration)] as const),
).then((entries) => new Map(entries));

/**
 * Compares a store with this version before it is migrated.
 * @throws IncompatibleSchema if this version cannot use it
 */
export async function compareSchema(db: Kysely<Tables>): Promise<'older' | 'same' | 'newer'> {
  const applied = await readAppliedMigrations(db, await readColumns(db));
  const unhashed = applied.filter(({ hash }) => hash === null);
  // Read after the migrations: another process may be migrating the same new store meanwhile.
  const columns = unhashed.length === 0 ? new Map() : await readColumns(db);
  for (const { name } of unhashed) {
    const migration = migrations[name];
    // Without a recorded hash, compare the columns with those of the released migration.
    if (migration) assertTablesExist(name, await columnsCreatedBy(migration), columns);
  }
  return compare(applied);
}

/** The columns of each table. */
async function readColumns(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return new Map(tables.map((table) => [table.name, table.columns.map(({ name }) => name)]));
}

/**
 * The quick check for readiness, which assumes that hashes are recorded.
 * @throws if the schema is incompatible or the store cannot be read
 */
export async function checkSchema(db: Kysely<Tables>): Promise<void> {
  if ((await compare(await readHashedMigrations(db))) === 'older')
    throw new IncompatibleSchema(`the store lacks ${latest}`);
}

/** Records this version's hashes of the applied migrations. */
export async function recordHashes(db: Kysely<Tables>): Promise<void> {
  const own = await ownHashes;
  await db
    .insertInto('migration_hashes')
    .values(
      Object.entries(migrations).map(([migration, { worksFrom }]) => ({
        migration,
        hash: own.get(migration) ?? '',
        works_from: worksFrom,
      })),
    )
    .onConflict((it) => it.doNothing())
    .execute();
}

async function readAppliedMigrations(
  db: Kysely<Tables>,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<readonly AppliedMigration[]> {
  if (columns.has('migration_hashes')) return readHashedMigrations(db);
  if (!columns.has('kysely_migration')) return [];
  const rows = await withMigratorTable(db).selectFrom('kysely_migration').select('name').execute();
  return rows.map(({ name }) => ({ name, hash: null, worksFrom: null }));
}

function readHashedMigrations(db: Kysely<Tables>): Promise<readonly AppliedMigration[]> {
  return withMigratorTable(db)
    .selectFrom('kysely_migration as m')
    .leftJoin('migration_hashes as h', 'h.migration', 'm.name')
    .select(['m.name', 'h.hash', 'h.works_from as worksFrom'])
    .execute();
}

/** Adds the type of the table that kysely's migrator maintains. */
function withMigratorTable(db: Kysely<Tables>) {
  return db.withTables<{ kysely_migration: { name: string } }>();
}

async function compare(applied: readonly AppliedMigration[]): Promise<'older' | 'same' | 'newer'> {
  const own = await ownHashes;
  const unknown = applied.filter(({ name }) => !own.has(name));
  const newer = unknown.find(({ worksFrom }) => worksFrom === null || worksFrom > latest);
  if (newer)
    throw new IncompatibleSchema(
      `the store is newer than this version: it has ${printableName(newer.name)}, and this version knows no more than ${latest}; run the version that made it, or restore a backup from before its upgrade (docs/upgrade.md)`,
    );
  const other = applied.find(({ name, hash }) => hash !== null && own.has(name) && hash !== own.get(name));
  if (other) throw unreleasedMigrationError(other.name);
  assertNoGap(applied, [...own.keys()]);
  if (unknown.length > 0) return 'newer';
  return applied.length < own.size ? 'older' : 'same';
}

/** Releases apply migrations in the order of their names, so the store has each one before its last. */
function assertNoGap(applied: readonly AppliedMigration[], own: readonly string[]): void {
  const names = applied.map(({ name }) => name).toSorted();
  const last = names.at(-1) ?? '';
  const missing = own.find((name) => name < last && !names.includes(name));
  if (missing !== undefined)
    throw new IncompatibleSchema(
      `the store has ${printableName(last)} but lacks ${missing}: a version that was never released created it; run that version, or start with a new store`,
    );
}

function assertTablesExist(
  name: string,
  expected: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [table, columns] of expected)
    if (columns.some((column) => found.get(table)?.includes(column) !== true)) throw unreleasedMigrationError(name);
}

function unreleasedMigrationError(name: string): IncompatibleSchema {
  return new IncompatibleSchema(
    `the store’s ${name} is not that of this version: a version that was never released created it; run that version, or start with a new store`,
  );
}

/** Names read from the store go into logs only if they look like a migration's. */
function printableName(name: string): string {
  return /^[\w-]{1,80}$/.test(name) ? name : 'an unknown migration';
}
