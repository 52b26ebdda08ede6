import type { Kysely } from 'kysely';

/** Which detections are retired in which tenant, and of each card shown which version of its detection it was. */
export const retirements = {
  async up(db: Kysely<unknown>): Promise<void> {
    // A version that does not know the column leaves it empty: such a card counts for no version.
    await db.schema
      .alterTable('showings')
      .addColumn('version', 'text', (it) => it.notNull().defaultTo(''))
      .execute();
    await db.schema
      .createIndex('showings_by_tenant_code')
      .on('showings')
      .columns(['tenant', 'code', 'version', 'first_shown'])
      .execute();
    await db.schema
      .createIndex('feedback_by_tenant_reason')
      .on('feedback')
      .columns(['tenant', 'reason', 'received'])
      .execute();
    await db.schema
      .createTable('retirements')
      .addColumn('tenant', 'text', (it) => it.notNull())
      .addColumn('code', 'text', (it) => it.notNull())
      .addColumn('version', 'text', (it) => it.notNull())
      .addColumn('rule', 'text', (it) => it.notNull())
      .addColumn('at', 'bigint', (it) => it.notNull())
      .addColumn('woken', 'bigint')
      .addPrimaryKeyConstraint('retirements_key', ['tenant', 'code', 'version'])
      .execute();
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('retirements').execute();
    await db.schema.dropIndex('feedback_by_tenant_reason').execute();
    await db.schema.dropIndex('showings_by_tenant_code').execute();
    await db.schema.alterTable('showings').dropColumn('version').execute();
  },
};
