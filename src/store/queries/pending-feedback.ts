import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { countAffectedRows } from './chunks.ts';

/** Feedback items of one tenant that may wait for their card. */
export const maxPending = 1000;

// A literal, because a parameter would keep SQLite from using the partial index. https://sqlite.org/partialindex.html
const isPending = sql`f.waiting = 1`;
const cardIsKnown = sql`exists (select 1 from showings as s where s.card = f.card and s.tenant = f.tenant)`;
const keyColumns = sql.raw('tenant, card, at, outcome, reason');
const feedbackKey = sql.raw('f.tenant, f.card, f.at, f.outcome, f.reason');

/** Counts a tenant's items whose card is still unknown. */
export async function countPending(db: Kysely<Tables>, tenant: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from feedback as f where ${isPending} and f.tenant = ${tenant} and not ${cardIsKnown}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Releases up to `limit` items whose card has been recorded since. Returns how many. */
export function releaseMatched(db: Kysely<Tables>, limit: number): Promise<number> {
  return countAffectedRows(
    db,
    sql`update feedback set waiting = 0 where (${keyColumns}) in (
      select ${feedbackKey} from feedback as f where ${isPending} and ${cardIsKnown} limit ${limit}
    )`,
  );
}

/** Deletes up to `limit` items received before an instant whose card is still unknown. Returns how many. */
export function deleteUnmatched(db: Kysely<Tables>, before: number, limit: number): Promise<number> {
  return countAffectedRows(
    db,
    sql`delete from feedback where (${keyColumns}) in (
      select ${feedbackKey} from feedback as f
      where ${isPending} and f.received < ${before} and not ${cardIsKnown} limit ${limit}
    )`,
  );
}
