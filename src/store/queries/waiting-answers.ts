import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { affected } from './slices.ts';

/** Answers of one tenant that may wait for their card. */
export const mostWaiting = 1000;

// That it waits is no parameter, since the partial index would not be used. https://sqlite.org/partialindex.html
const waits = sql`f.waiting = 1`;
const cardIsKnown = sql`exists (select 1 from showings as s where s.card = f.card and s.tenant = f.tenant)`;
const key = sql.raw('tenant, card, at, outcome, reason');
const keyOfAnswer = sql.raw('f.tenant, f.card, f.at, f.outcome, f.reason');

/** How many of a tenant's answers wait for a card that is still unknown. */
export async function countWaiting(db: Kysely<Tables>, tenant: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from feedback as f where ${waits} and f.tenant = ${tenant} and not ${cardIsKnown}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Lets at most `most` answers wait no longer whose card was recorded since; gives how many. */
export function releaseAnswers(db: Kysely<Tables>, most: number): Promise<number> {
  return affected(
    db,
    sql`update feedback set waiting = 0 where (${key}) in (
      select ${keyOfAnswer} from feedback as f where ${waits} and ${cardIsKnown} limit ${most}
    )`,
  );
}

/** Drops at most `most` answers that came before an instant and still wait; gives how many. */
export function dropWaiting(db: Kysely<Tables>, before: number, most: number): Promise<number> {
  return affected(
    db,
    sql`delete from feedback where (${key}) in (
      select ${keyOfAnswer} from feedback as f
      where ${waits} and f.received < ${before} and not ${cardIsKnown} limit ${most}
    )`,
  );
}
