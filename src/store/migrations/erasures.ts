import type { Kysely } from 'kysely';

/** People who were erased, as digests, so that what a replica still had to write down does not bring them back. */
export const erasures = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('erasures')
      .addColumn('person', 'text', (it) => it.notNull())
      .addColumn('at', 'bigint', (it) => it.notNull())
      .addPrimaryKeyConstraint('erasures_key', ['person'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('erasures').execute();
  },
};
