import { randomUUID } from 'node:crypto';
import type { StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import { sql } from 'kysely';
import type { Engine } from '#src/store/engine.ts';
import { openEngine } from '#src/store/open-store.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { weekOf } from '#src/store/week.ts';
import { batch, day, hour, queryFor } from '../store/spec.ts';

export const newYear = Date.UTC(2027, 0, 1);
export const keep = 400 * day;

/** The URL of a new database. */
export async function freshDatabase(container: StartedPostgreSqlContainer, locale = ''): Promise<string> {
  await using admin = await opened(container.getConnectionUri());
  const name = `months${randomUUID().replaceAll('-', '')}`;
  await sql.raw(`create database ${name} ${locale}`).execute(admin.engine.db);
  return container.getConnectionUri().replace(/\/[^/]*$/, `/${name}`);
}

/** A database without a store on it, closed at the end of the block. */
export async function opened(url: string): Promise<AsyncDisposable & { readonly engine: Engine }> {
  const engine = await openEngine(url);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

export async function record(store: Store, ...openings: OpeningRecord[]): Promise<void> {
  await store.record(batch(...openings));
}

export async function isKept(store: Store, of: OpeningRecord): Promise<boolean> {
  return (await store.readBudget(queryFor(of, { since: of.at - day }))).openings === 1;
}

export async function purgeAt(store: Store, now: number): Promise<void> {
  await store.purge({ now, deleteBefore: now - keep, minIntervalMs: 0 });
}

/** Purges hourly for more than a day, so that the clock is trusted. */
export async function purgeUntil(store: Store, now: number): Promise<void> {
  for (let ago = 25; ago >= 0; ago -= 1) await purgeAt(store, now - ago * hour);
}

/** Writes an opening as versions before months do: under an id that names none. */
export async function insertAsBefore(
  { db }: Engine,
  { tenant, patient, hook, at, clinicians }: OpeningRecord,
): Promise<void> {
  const id = randomUUID();
  await db
    .insertInto('openings')
    .values({ opening: id, tenant, patient, hook, at, week: weekOf(at) })
    .execute();
  await db
    .insertInto('opening_clinicians')
    .values(clinicians.map((clinician) => ({ opening: id, clinician, tenant, hook, at, cards: 0 })))
    .onConflict((it) => it.columns(['opening', 'clinician']).doUpdateSet({ cards: 0 }))
    .execute();
}
