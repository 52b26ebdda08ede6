import { type Kysely, sql } from 'kysely';

/** Answers to cards that are not known yet, and of each card no more than the newest answers. */
export const waitingAnswers = {
  async up(db: Kysely<unknown>): Promise<void> {
    // A version that does not know the column writes 0: such an answer is kept like any other.
    await db.schema
      .alterTable('feedback')
      .addColumn('waiting', 'bigint', (it) => it.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createIndex('feedback_waiting')
      .on('feedback')
      .columns(['tenant', 'received'])
      .where(sql.ref('waiting'), '=', 1)
      .execute();
    await sql`delete from feedback where (tenant, card, at, outcome, reason) in (
      select tenant, card, at, outcome, reason from (
        select feedback.*, row_number() over (
          partition by tenant, card order by at desc, received desc, outcome, reason
        ) as place from feedback
      ) as ordered where place > 20
    )`.execute(db);
  },

  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropIndex('feedback_waiting').execute();
    await db.schema.alterTable('feedback').dropColumn('waiting').execute();
  },
};
