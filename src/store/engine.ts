import type { Kysely } from 'kysely';
import { Migrator, NO_MIGRATIONS } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import { compareSchema, recordHashes } from './schema.ts';
import type { Tables } from './tables.ts';

/** What the two databases do each in their own way. */
export interface Engine {
  readonly db: Kysely<Tables>;
  /** For reads that must not wait for a write. */
  readonly reads: Kysely<Tables>;
  /** Throws where what was opened is no longer there. */
  inPlace(): void;
  /** Runs one statement that writes. */
  writing<T>(statement: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Runs work of which no commit may be lost, not even when the machine stops. */
  durably<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Runs work while no other process changes the tables. */
  alone(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Brings the tables to the latest form, or takes them all away again.
 * @throws OtherSchema where another version made them and this one can't use them
 */
export async function migrate(engine: Engine, to: 'latest' | 'none'): Promise<void> {
  const { db } = engine;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  await engine.alone(async () => {
    // A newer version that says so lets this one go on; there is nothing to add to its tables.
    if (to === 'latest' && (await compareSchema(db)) === 'newer') return;
    const { error } = to === 'latest' ? await migrator.migrateToLatest() : await migrator.migrateTo(NO_MIGRATIONS);
    if (error !== undefined) throw error;
    if (to === 'latest') await recordHashes(db);
  });
}
