import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { CardFeedback } from '../store.ts';
import type { Tables } from '../tables.ts';
import { lockJob } from './jobs.ts';
import { countPending, maxPending } from './pending-feedback.ts';

/** Both engines limit the parameters of one statement. */
const rowsPerStatement = 1000;
const maxPerCard = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Row = Tables['feedback'];

/** More feedback on unknown cards than may wait. The transaction must roll back. */
export class TooManyPending extends Error {}

/**
 * Inserts feedback and keeps the newest items of each card. An item whose card is not known in its tenant is marked as
 * waiting; the card may belong to another tenant.
 * @throws TooManyPending
 */
export async function insertFeedback(trx: Transaction<Tables>, items: readonly CardFeedback[]): Promise<void> {
  // A fixed order, so that two calls with the same cards cannot deadlock.
  const byCard = Map.groupBy(items.map(toRow), ({ tenant, card }) => JSON.stringify([tenant, card]));
  const rows = [...byCard.keys()]
    .sort()
    .flatMap((card) => (byCard.get(card) ?? []).sort(newestFirst).slice(0, maxPerCard));
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await insertRows(trx, rows.slice(start, start + rowsPerStatement));
}

async function insertRows(trx: Transaction<Tables>, unmarked: readonly Row[]): Promise<void> {
  const cards = [...new Set(unmarked.map(({ card }) => card))];
  const shown = await trx.selectFrom('showings').select(['tenant', 'card']).where('card', 'in', cards).execute();
  const tenants = new Map(shown.map(({ card, tenant }) => [card, tenant]));
  const rows = unmarked.map((row) => ({ ...row, waiting: tenants.get(row.card) === row.tenant ? 0 : 1 }));
  const waitingIn = new Set(rows.flatMap(({ tenant, waiting }) => (waiting === 1 ? [tenant] : [])));
  if (waitingIn.size > 0) await lockJob(trx, 'feedback');
  await trx
    .insertInto('feedback')
    .values(rows)
    .onConflict((it) => it.doNothing())
    .execute();
  await deleteSuperseded(trx, cards, [...new Set(rows.map(({ tenant }) => tenant))]);
  for (const tenant of waitingIn) if ((await countPending(trx, tenant)) > maxPending) throw new TooManyPending();
}

function toRow(item: CardFeedback): Row {
  return {
    tenant: item.tenant,
    card: toStoredId(item.card),
    service: item.service,
    outcome: item.outcome,
    reason: withoutNul(item.reason ?? ''),
    at: item.at,
    received: item.received,
    suggestions: JSON.stringify(item.suggestions.map(toStoredId)),
    comment: item.comment === undefined ? null : withoutNul(item.comment),
    waiting: 0,
  };
}

/** Our ids are UUIDs. Anything else is the caller's arbitrary text, so only its digest is stored. */
export function toStoredId(text: string): string {
  return uuid.test(text) ? text.toLowerCase() : createHash('sha256').update(text).digest('hex');
}

/** PostgreSQL's text cannot contain NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** The same order as `place` in {@link rankedFeedback}. */
function newestFirst(a: Row, b: Row): number {
  return b.at - a.at || b.received - a.received;
}

async function deleteSuperseded(
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
          rankedFeedback(trx).where('feedback.card', 'in', cards).where('feedback.tenant', 'in', tenants).as('all'),
        )
          .select(['all.tenant', 'all.card', 'all.at', 'all.outcome', 'all.reason'])
          .where('all.place', '>', maxPerCard)
          .$asTuple('tenant', 'card', 'at', 'outcome', 'reason'),
      ),
    )
    .execute();
}

/** All feedback ranked by card: the latest item has `place` 1, ties are broken by time of receipt. */
export function rankedFeedback(db: Kysely<Tables>) {
  return db.selectFrom('feedback').select([
    'feedback.tenant',
    'feedback.card',
    'feedback.outcome',
    'feedback.reason',
    'feedback.at',
    'feedback.received',
    sql<number>`row_number() over (
      partition by feedback.tenant, feedback.card
      order by feedback.at desc, feedback.received desc, feedback.outcome, feedback.reason
    )`.as('place'),
  ]);
}
