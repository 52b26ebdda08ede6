import type { Kysely } from 'kysely';

/** Which migrations made the tables, so that one of another version is noticed. */
export const migrationHashes = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('migration_hashes')
      .addColumn('migration', 'text', (it) => it.notNull())
      .addColumn('hash', 'text', (it) => it.notNull())
      .addColumn('works_from', 'text', (it) => it.notNull())
      .addPrimaryKeyConstraint('migration_hashes_key', ['migration'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('migration_hashes').execute();
  },
};
