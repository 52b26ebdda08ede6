import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Answer } from '../store.ts';
import type { Tables } from '../tables.ts';
import { takeTurn } from './jobs.ts';
import { countWaiting, mostWaiting } from './waiting-answers.ts';

/** Both engines limit the parameters of one statement. */
const rowsAtOnce = 1000;
/** Newest answers of one card that are kept. */
const mostOfCard = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Row = Tables['feedback'];

/** More answers to unknown cards came than may wait; nothing of the call is kept. */
export class NoRoom extends Error {}

/**
 * Keeps answers, of one card the newest. One whose card is not known here, which may be another tenant's, waits for it.
 * @throws NoRoom
 */
export async function keepAnswers(trx: Transaction<Tables>, answers: readonly Answer[]): Promise<void> {
  // In one order for all, so that two calls with the same cards wait for each other and never both.
  const byCard = Map.groupBy(answers.map(rowOf), ({ tenant, card }) => JSON.stringify([tenant, card]));
  const rows = [...byCard.keys()].sort().flatMap((card) => (byCard.get(card) ?? []).sort(inOrder).slice(0, mostOfCard));
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await keepRows(trx, rows.slice(start, start + rowsAtOnce));
}

async function keepRows(trx: Transaction<Tables>, given: readonly Row[]): Promise<void> {
  const cards = [...new Set(given.map(({ card }) => card))];
  const shown = await trx.selectFrom('showings').select(['tenant', 'card']).where('card', 'in', cards).execute();
  const tenants = new Map(shown.map(({ card, tenant }) => [card, tenant]));
  const rows = given.map((row) => ({ ...row, waiting: tenants.get(row.card) === row.tenant ? 0 : 1 }));
  const waitingIn = new Set(rows.flatMap(({ tenant, waiting }) => (waiting === 1 ? [tenant] : [])));
  if (waitingIn.size > 0) await takeTurn(trx, 'feedback');
  await trx
    .insertInto('feedback')
    .values(rows)
    .onConflict((it) => it.doNothing())
    .execute();
  await dropOlder(trx, cards, [...new Set(rows.map(({ tenant }) => tenant))]);
  for (const tenant of waitingIn) if ((await countWaiting(trx, tenant)) > mostWaiting) throw new NoRoom();
}

function rowOf(answer: Answer): Row {
  return {
    tenant: answer.tenant,
    card: ownId(answer.card),
    service: answer.service,
    outcome: answer.outcome,
    reason: storable(answer.reason ?? ''),
    at: answer.at,
    received: answer.received,
    suggestions: JSON.stringify(answer.suggestions.map(ownId)),
    comment: answer.comment === undefined ? null : storable(answer.comment),
    waiting: 0,
  };
}

/** Ours are UUIDs. What else a caller sends could be anything, so only its digest is kept. */
function ownId(text: string): string {
  return uuid.test(text) ? text.toLowerCase() : createHash('sha256').update(text).digest('hex');
}

/** PostgreSQL's text holds every character but this one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** As `place` in {@link feedbackInOrder}. */
function inOrder(one: Row, other: Row): number {
  return other.at - one.at || other.received - one.received;
}

async function dropOlder(
  trx: Transaction<Tables>,
  cards: readonly string[],
  tenants: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('feedback')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('tenant', 'card', 'at', 'outcome', 'reason'),
        'in',
        selectFrom(
          feedbackInOrder(trx).where('feedback.card', 'in', cards).where('feedback.tenant', 'in', tenants).as('all'),
        )
          .select(['all.tenant', 'all.card', 'all.at', 'all.outcome', 'all.reason'])
          .where('all.place', '>', mostOfCard)
          .$asTuple('tenant', 'card', 'at', 'outcome', 'reason'),
      ),
    )
    .execute();
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
