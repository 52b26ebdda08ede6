import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Answer } from './store.ts';
import type { Tables } from './tables.ts';

/** Both engines limit the parameters of one statement. */
const rowsAtOnce = 1000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ours are UUIDs. What else a caller sends could be anything, so only its digest is kept. */
function ownId(text: string): string {
  return uuid.test(text) ? text.toLowerCase() : createHash('sha256').update(text).digest('hex');
}

/** PostgreSQL's text holds every character but this one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}

export async function keepAnswers(trx: Transaction<Tables>, answers: readonly Answer[]): Promise<void> {
  const rows = answers.map((answer) => ({
    tenant: answer.tenant,
    card: ownId(answer.card),
    service: answer.service,
    outcome: answer.outcome,
    reason: storable(answer.reason ?? ''),
    at: answer.at,
    received: answer.received,
    suggestions: JSON.stringify(answer.suggestions.map(ownId)),
    comment: answer.comment === undefined ? null : storable(answer.comment),
  }));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const some = rows.slice(start, start + rowsAtOnce);
    await trx
      .insertInto('feedback')
      .values(some)
      .onConflict((it) => it.doNothing())
      .execute();
  }
}

/** All feedback, each card's in order: the latest has `place` 1. What was received last breaks a tie. */
export function feedbackInOrder(db: Kysely<Tables>) {
  return db.selectFrom('feedback').select([
    'feedback.tenant',
    'feedback.card',
    'feedback.outcome',
    'feedback.reason',
    'feedback.at',
    sql<number>`row_number() over (
      partition by feedback.tenant, feedback.card
      order by feedback.at desc, feedback.received desc, feedback.outcome, feedback.reason
    )`.as('place'),
  ]);
}
