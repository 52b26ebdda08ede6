import type { Kysely } from 'kysely';
import { migrations } from './migrations/index.ts';
import { columnsCreatedBy, hashOf } from './migrations/statements.ts';
import type { Tables } from './tables.ts';

/** The store's tables are of a version that this one can't work with; the message is one line for whoever runs it. */
export class OtherSchema extends Error {}

/** A migration that a store has; `hash` and `worksFrom` are null where it was applied before they were recorded. */
interface Applied {
  readonly name: string;
  readonly hash: string | null;
  readonly worksFrom: string | null;
}

const latest = Object.keys(migrations).at(-1) ?? '';
const hashes: Promise<ReadonlyMap<string, string>> = Promise.all(
  Object.entries(migrations).map(async ([name, migration]) => [name, await hashOf(migration)] as const),
).then((entries) => new Map(entries));

/**
 * How a store stands to this version before it is migrated.
 * @throws OtherSchema where this version can't use it
 */
export async function compareSchema(db: Kysely<Tables>): Promise<'older' | 'same' | 'newer'> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const columns = new Map(tables.map((table) => [table.name, table.columns.map(({ name }) => name)]));
  const applied = await appliedIn(db, columns);
  for (const { name, hash } of applied) {
    const migration = migrations[name];
    // It was applied before hashes were recorded: its tables show whether it is the one that was released.
    if (hash === null && migration) hasTables(name, await columnsCreatedBy(migration), columns);
  }
  return compare(applied);
}

/**
 * Compares the store with this version as quickly as readiness needs it.
 * @throws where it is of another version, or can't be read
 */
export async function checkSchema(db: Kysely<Tables>): Promise<void> {
  if ((await compare(await appliedWithHashes(db))) === 'older') throw new OtherSchema(`the store lacks ${latest}`);
}

/** Records this version's hashes of the migrations that the store has. */
export async function recordHashes(db: Kysely<Tables>): Promise<void> {
  const own = await hashes;
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

async function appliedIn(
  db: Kysely<Tables>,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<readonly Applied[]> {
  if (columns.has('migration_hashes')) return appliedWithHashes(db);
  if (!columns.has('kysely_migration')) return [];
  const rows = await withMigrations(db).selectFrom('kysely_migration').select('name').execute();
  return rows.map(({ name }) => ({ name, hash: null, worksFrom: null }));
}

function appliedWithHashes(db: Kysely<Tables>): Promise<readonly Applied[]> {
  return withMigrations(db)
    .selectFrom('kysely_migration as m')
    .leftJoin('migration_hashes as h', 'h.migration', 'm.name')
    .select(['m.name', 'h.hash', 'h.works_from as worksFrom'])
    .execute();
}

/** The table in which kysely's migrator keeps what it applied. */
function withMigrations(db: Kysely<Tables>) {
  return db.withTables<{ kysely_migration: { name: string } }>();
}

async function compare(applied: readonly Applied[]): Promise<'older' | 'same' | 'newer'> {
  const own = await hashes;
  const unknown = applied.filter(({ name }) => !own.has(name));
  const newer = unknown.find(({ worksFrom }) => worksFrom === null || worksFrom > latest);
  if (newer)
    throw new OtherSchema(
      `the store is newer than this version: it has ${shown(newer.name)}, and this version knows no more than ${latest}; run the version that made it, or restore a backup from before its upgrade`,
    );
  const other = applied.find(({ name, hash }) => hash !== null && own.has(name) && hash !== own.get(name));
  if (other) throw differs(other.name);
  if (unknown.length > 0) return 'newer';
  return applied.length < own.size ? 'older' : 'same';
}

function hasTables(
  name: string,
  expected: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [table, columns] of expected)
    if (columns.some((column) => found.get(table)?.includes(column) !== true)) throw differs(name);
}

function differs(name: string): OtherSchema {
  return new OtherSchema(
    `the store’s ${name} is not that of this version: a version that was never released made it; run that version, or begin with a new store`,
  );
}

/** A name that comes from the store, as far as it looks like one of ours. */
function shown(name: string): string {
  return /^[\w-]{1,80}$/.test(name) ? name : 'an unknown migration';
}
