import type { Kysely, Transaction } from 'kysely';
import type { OpeningRecord } from '../store.ts';
import type { ClientReads } from '../summary.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';

/** Stands for all openings of a client, whatever was read in them. */
const all = { part: '', why: '' };

/** Counts these openings, and each part that could not be read in them. */
export async function countUnread(trx: Transaction<Tables>, openings: readonly OpeningRecord[]): Promise<void> {
  const rows = new Map<string, Tables['unread']>();
  for (const { at, client, unread } of openings) {
    for (const { part, why } of [all, ...unread]) {
      const week = weekOf(at);
      const key = JSON.stringify([week, client, part, why]);
      rows.set(key, { week, client, part, why, openings: (rows.get(key)?.openings ?? 0) + 1 });
    }
  }
  await trx
    .insertInto('unread')
    .values([...rows.values()])
    .onConflict((it) =>
      it.columns(['week', 'client', 'part', 'why']).doUpdateSet(({ eb }) => ({
        openings: eb('unread.openings', '+', eb.ref('excluded.openings')),
      })),
    )
    .execute();
}

/** What could not be read for each client in weeks from `from` to before `until`, the most frequent first. */
export async function readUnread(db: Kysely<Tables>, from: number, until: number): Promise<readonly ClientReads[]> {
  const rows = await db
    .selectFrom('unread')
    .select(({ fn }) => ['client', 'part', 'why', fn.sum<number>('openings').as('openings')])
    .where('week', '>=', from)
    .where('week', '<', until)
    .groupBy(['client', 'part', 'why'])
    .orderBy('client')
    .orderBy('part')
    .orderBy('why')
    .execute();
  return rows
    .filter(({ part }) => part === all.part)
    .map(({ client, openings }) => ({
      client,
      openings,
      unread: rows
        .filter((row) => row.client === client && row.part !== all.part)
        .map(({ part, why, openings: count }) => ({ part, why, openings: count }))
        .sort((a, b) => b.openings - a.openings),
    }));
}
