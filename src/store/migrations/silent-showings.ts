import type { Kysely } from 'kysely';

const text = ['tenant', 'patient', 'clinicians', 'service', 'code', 'material', 'suggestions', 'version'] as const;
const times = ['first_shown', 'last_shown', 'week'] as const;

/**
 * Cards that would have been shown, in a table of their own: whatever reads or counts what was shown, also a version that does
 * not know of silence, never meets them. Of each visit how many there were.
 */
export const silentShowings = {
  async up(db: Kysely<unknown>): Promise<void> {
    let table = db.schema
      .createTable('silent_showings')
      .addColumn('card', 'text', (it) => it.notNull())
      .addPrimaryKeyConstraint('silent_showings_key', ['card']);
    for (const column of text) table = table.addColumn(column, 'text', (it) => it.notNull());
    for (const column of times) table = table.addColumn(column, 'bigint', (it) => it.notNull());
    await table.execute();
    for (const column of ['patient', 'week', 'last_shown'])
      await db.schema.createIndex(`silent_showings_by_${column}`).on('silent_showings').columns([column]).execute();
    // A version that does not know the column leaves it as it is.
    await db.schema
      .alterTable('opening_clinicians')
      .addColumn('silent_cards', 'bigint', (it) => it.notNull().defaultTo(0))
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('opening_clinicians').dropColumn('silent_cards').execute();
    await db.schema.dropTable('silent_showings').execute();
  },
};
