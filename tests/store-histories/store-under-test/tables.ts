import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '#src/store/migrations/index.ts';
import { openEngine } from '#src/store/open-store.ts';
import { weekOf } from '#src/store/week.ts';
import type { CallOf, Reply, Rows } from '../history.ts';
import { answerOf, common, finding, hook } from './parts.ts';

/** Reads the tables directly. */
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

/** Contents of a store with the first schema. */
export interface FirstReleaseRows {
  readonly open: CallOf<'open'>;
  readonly card: string;
  readonly at: number;
  readonly reply: Reply;
}

/**
 * Creates a store as the first release left it: only the first migration, with one opening and one item of feedback.
 */
export async function createFirstReleaseStore(url: string, { open, card, at, reply }: FirstReleaseRows): Promise<void> {
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
  const { code, material } = finding;
  // Columns added by later migrations do not exist yet.
  await sql`insert into showings
    (card, tenant, patient, service, code, material, clinicians, suggestions, first_shown, last_shown, week)
    values (${card}, ${tenant}, ${patient}, ${service}, ${code}, ${material}, ${JSON.stringify([clinician])}, '[]',
      ${at}, ${at}, ${week})`.execute(db);
  await sql`insert into feedback (tenant, card, service, outcome, reason, at, received, suggestions)
    values (${tenant}, ${card}, ${service}, ${outcome}, ${reason ?? ''}, ${at}, ${at}, '[]')`.execute(db);
  await close();
}
