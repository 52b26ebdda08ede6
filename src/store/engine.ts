import type { Kysely, Transaction } from 'kysely';
import { Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import { compareSchema, recordHashes } from './schema.ts';
import type { Tables } from './tables.ts';

/** What differs between the two databases. */
export interface Engine {
  readonly db: Kysely<Tables>;
  /** For reads that must not wait for a write. */
  readonly readDb: Kysely<Tables>;
  /** Throws if the opened database file was deleted or replaced. */
  assertFileInPlace(): void;
  /** Runs a single write statement. */
  write<T>(statement: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Runs work whose commits must survive a power failure. */
  runDurably<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Runs work that may take minutes, while no other process changes the schema. */
  runExclusively(work: (db: Kysely<Tables>) => Promise<void>): Promise<void>;
  /** Makes room for openings at these times (ms since 1970). The caller holds the job `record`. */
  createMonths(trx: Transaction<Tables>, times: Iterable<number>): Promise<void>;
  /** Drops at once the openings of whole months that ended by `before`, where nobody is in the way. */
  dropMonths(before: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Migrates the tables to the latest schema, or drops them all.
 * @throws IncompatibleSchema if another version made them and this one cannot use them
 */
export async function migrate(engine: Engine, to: 'latest' | 'none'): Promise<void> {
  await engine.runExclusively(async (db) => {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    // A newer, compatible schema needs no change.
    if (to === 'latest' && (await compareSchema(db)) === 'newer') return;
    const { error } = to === 'latest' ? await migrator.migrateToLatest() : await migrator.migrateTo(NO_MIGRATIONS);
    if (error !== undefined) throw error;
    if (to === 'latest') await recordHashes(db);
  });
}
