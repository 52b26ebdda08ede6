import type { Kysely } from 'kysely';

type Columns = Readonly<Record<string, 'text' | 'bigint' | 'text?'>>;
type Table = { readonly columns: Columns; readonly key: readonly string[]; readonly indexes?: readonly string[][] };

const tables: Readonly<Record<string, Table>> = {
  tokens: { columns: { token: 'text', expires: 'bigint' }, key: ['token'], indexes: [['expires']] },
  batches: { columns: { batch: 'text', at: 'bigint' }, key: ['batch'], indexes: [['at']] },
  openings: {
    columns: {
      opening: 'text',
      tenant: 'text',
      patient: 'text',
      hook: 'text',
      at: 'bigint',
      week: 'bigint',
    },
    key: ['opening'],
    indexes: [['patient', 'at'], ['week'], ['at']],
  },
  opening_clinicians: {
    columns: { opening: 'text', clinician: 'text', tenant: 'text', hook: 'text', at: 'bigint', cards: 'bigint' },
    key: ['opening', 'clinician'],
    // The first holds whatever the budget needs, so that a month's rows are read from it alone.
    indexes: [['clinician', 'at', 'tenant', 'hook', 'opening', 'cards'], ['at']],
  },
  showings: {
    columns: {
      card: 'text',
      tenant: 'text',
      patient: 'text',
      clinicians: 'text',
      service: 'text',
      code: 'text',
      material: 'text',
      suggestions: 'text',
      first_shown: 'bigint',
      last_shown: 'bigint',
      week: 'bigint',
    },
    key: ['card'],
    indexes: [['patient'], ['week'], ['last_shown']],
  },
  feedback: {
    columns: {
      tenant: 'text',
      card: 'text',
      service: 'text',
      outcome: 'text',
      reason: 'text',
      at: 'bigint',
      received: 'bigint',
      suggestions: 'text',
      comment: 'text?',
    },
    key: ['tenant', 'card', 'at', 'outcome', 'reason'],
    indexes: [['received']],
  },
  tallies: {
    columns: { week: 'bigint', code: 'text', rule: 'text', amount: 'bigint' },
    key: ['week', 'code', 'rule'],
  },
  jobs: { columns: { job: 'text', at: 'bigint' }, key: ['job'] },
};

export const firstTables = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, { columns, key, indexes = [] }] of Object.entries(tables)) {
      let table = db.schema.createTable(name).addPrimaryKeyConstraint(`${name}_key`, [...key] as never);
      for (const [column, type] of Object.entries(columns)) {
        table = table.addColumn(column, type === 'bigint' ? 'bigint' : 'text', (it) =>
          type === 'text?' ? it : it.notNull(),
        );
      }
      await table.execute();
      for (const on of indexes)
        await db.schema
          .createIndex(`${name}_by_${on.slice(0, 2).join('_')}`)
          .on(name)
          .columns(on)
          .execute();
    }
  },

  async down(db: Kysely<unknown>): Promise<void> {
    for (const name of Object.keys(tables)) await db.schema.dropTable(name).execute();
  },
};
