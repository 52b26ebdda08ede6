import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';

/** A calendar month in UTC, such as `2026-11`. */
export type Month = string;

/** Ids of openings begin with this and their month; those of versions before are UUIDs, all of which sort before it. */
export const idPrefix = 'month-';

/** A new id for an opening at `at` (ms since 1970). PostgreSQL keeps it with those of the same month. */
export function newOpeningId(at: number): string {
  // As long as a UUID in all, since each id is stored eleven times.
  return `${idPrefix}${monthOf(at)}-${randomBytes(16).toString('base64url')}`;
}

export function monthOf(at: number): Month {
  return new Date(at).toISOString().slice(0, 'yyyy-mm'.length);
}

/** The first ms of a month, or of the one that is `later` months after it. */
export function startOf(month: Month, later = 0): number {
  const first = new Date(`${month}-01T00:00:00Z`);
  return first.setUTCMonth(first.getUTCMonth() + later);
}

/**
 * Whether an id may be of an opening at `since` or later. A query that also asks this reads no other months in PostgreSQL,
 * which knows the time of no id.
 */
export function mayBeSince(id: string, since: number): RawBuilder<boolean> {
  return sql`(${sql.ref(id)} < ${idPrefix} or ${sql.ref(id)} >= ${idPrefix + monthOf(since)})`;
}

/** Whether an id may be of an opening before an instant, likewise. */
export function mayBeBefore(id: string, before: number): RawBuilder<boolean> {
  return sql`${sql.ref(id)} < ${idPrefix + monthOf(startOf(monthOf(before), 1))}`;
}
