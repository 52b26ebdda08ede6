import type { Kysely } from 'kysely';

/** In how many openings of each client's charts a part of the record could not be read. */
export const unread = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('unread')
      .addColumn('week', 'bigint', (it) => it.notNull())
      .addColumn('client', 'text', (it) => it.notNull())
      .addColumn('part', 'text', (it) => it.notNull())
      .addColumn('why', 'text', (it) => it.notNull())
      .addColumn('openings', 'bigint', (it) => it.notNull())
      .addPrimaryKeyConstraint('unread_key', ['week', 'client', 'part', 'why'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('unread').execute();
  },
};
