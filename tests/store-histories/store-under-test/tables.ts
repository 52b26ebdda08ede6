import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '#src/store/migrations/index.ts';
import { openEngine } from '#src/store/open-store.ts';
import { weekOf } from '#src/store/week.ts';
import type { CallOf, Reply, Rows } from '../history.ts';
import { answerOf, common, finding, hook } from './parts.ts';

/** Reads the tables themselves, beside the replicas. */
export async function rowsOf(url: string): Promise<Rows> {
  const { db, close } = await openEngine(url);
  const openings = await db.selectFrom('openings').select(['patient', 'at']).execute();
  const showings = await db.selectFrom('showings').select(['card', 'patient', 'last_shown as lastShown']).execute();
  const answers = await db.selectFrom('feedback').select(['card', 'outcome', 'reason', 'at', 'received']).execute();
  const counts = await db.selectFrom('tallies').select(['code', 'amount']).where('rule', '=', '').execute();
  await close();
  return {
    openings,
    showings,
    answers: answers.map(({ reason, outcome, ...row }) => ({ ...row, reply: reason || outcome })),
    counts: new Map(counts.map(({ code, amount }) => [code, amount])),
  };
}

/** What a store of the first schema holds. */
export interface Earlier {
  readonly open: CallOf<'open'>;
  readonly card: string;
  readonly at: number;
  readonly reply: Reply;
}

/** A store as the first release left it: the first migration alone, with a chart that was opened and a card answered. */
export async function createEarlierStore(url: string, { open, card, at, reply }: Earlier): Promise<void> {
  const { db, close } = await openEngine(url);
  const [[name, first] = []] = Object.entries(migrations);
  if (name === undefined || first === undefined) throw new Error('there is no first migration');
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ [name]: first }) },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  const { patient, clinician } = open;
  const { tenant, service } = common;
  const { outcome, reason } = answerOf({ kind: 'answer', card, reply, at }, at);
  const visit = { opening: randomUUID(), tenant, hook, at };
  const week = weekOf(at);
  await db
    .insertInto('openings')
    .values({ ...visit, patient, week })
    .execute();
  await db
    .insertInto('opening_clinicians')
    .values({ ...visit, clinician, cards: 1 })
    .execute();
  await db.insertInto('tallies').values({ week, code: open.opening, rule: '', amount: 1 }).execute();
  const lists = { clinicians: JSON.stringify([clinician]), suggestions: '[]' };
  const times = { first_shown: at, last_shown: at, week };
  await db
    .insertInto('showings')
    .values({ card, tenant, patient, service, ...finding, ...lists, ...times })
    .execute();
  // Columns came later that this table must not have yet.
  await sql`insert into feedback (tenant, card, service, outcome, reason, at, received, suggestions)
    values (${tenant}, ${card}, ${service}, ${outcome}, ${reason ?? ''}, ${at}, ${at}, '[]')`.execute(db);
  await close();
}
