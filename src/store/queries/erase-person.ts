import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Erased, Erasure, OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { lockJob } from './jobs.ts';

/**
 * Deletes all rows about one person: showings, silent ones too, feedback and openings. Tallies name nobody and stay. Openings up to
 * `openedUpTo` that any replica still has to write are dropped by excludeErased.
 */
export async function erasePerson(trx: Transaction<Tables>, erasure: Erasure): Promise<Erased> {
  const { tenant, patient, openedUpTo } = erasure;
  // Serialise with recording: a concurrent batch would neither see the erasure nor be seen by it.
  await lockJob(trx, 'record');
  const person = { tenant, patient };
  if (openedUpTo !== undefined) {
    await trx
      .insertInto('erasures')
      .values({ person: personDigest(person), at: openedUpTo })
      .onConflict((it) => it.column('person').doUpdateSet({ at: openedUpTo }))
      .execute();
  }
  const cards = trx.selectFrom('showings').select('card').where('tenant', '=', tenant).where('patient', '=', patient);
  const openings = trx
    .selectFrom('openings')
    .select('opening')
    .where('tenant', '=', tenant)
    .where('patient', '=', patient);
  const deleted = async (query: { executeTakeFirst(): Promise<{ numDeletedRows: bigint }> }) =>
    Number((await query.executeTakeFirst()).numDeletedRows);
  const answers = await deleted(trx.deleteFrom('feedback').where('tenant', '=', tenant).where('card', 'in', cards));
  await trx.deleteFrom('opening_clinicians').where('opening', 'in', openings).execute();
  const cardsIn = (table: 'showings' | 'silent_showings') =>
    deleted(trx.deleteFrom(table).where('tenant', '=', tenant).where('patient', '=', patient));
  return {
    answers,
    cards: (await cardsIn('showings')) + (await cardsIn('silent_showings')),
    openings: await deleted(trx.deleteFrom('openings').where('tenant', '=', tenant).where('patient', '=', patient)),
  };
}

export async function excludeErased(
  trx: Transaction<Tables>,
  openings: readonly OpeningRecord[],
): Promise<readonly OpeningRecord[]> {
  const people = openings.map((opening) => ({ opening, person: personDigest(opening) }));
  const rows = await trx
    .selectFrom('erasures')
    .selectAll()
    .where('person', 'in', [...new Set(people.map(({ person }) => person))])
    .execute();
  if (rows.length === 0) return openings;
  const erased = new Map(rows.map(({ person, at }) => [person, at]));
  return people.flatMap(({ opening, person }) => (opening.at <= (erased.get(person) ?? -1) ? [] : [opening]));
}

/** A digest, so that no pseudonym of an erased person remains. */
function personDigest({ tenant, patient }: Pick<Erasure, 'tenant' | 'patient'>): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, patient]))
    .digest('hex');
}
