import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Erased, Erasure, OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { takeTurn } from './jobs.ts';

/**
 * Deletes all rows about one person: cards, the answers to them, and openings. Tallies, in which there is nobody, stay. What
 * was opened until `openedUntil` and is written down later, by whatever replica, is left out then.
 */
export async function erasePerson(trx: Transaction<Tables>, erasure: Erasure): Promise<Erased> {
  const { tenant, patient, openedUntil } = erasure;
  // A batch that is being recorded now would not see the erasure, nor be seen by it.
  await takeTurn(trx, 'record');
  const of = { tenant, patient };
  if (openedUntil !== undefined) {
    await trx
      .insertInto('erasures')
      .values({ person: digestOf(of), at: openedUntil })
      .onConflict((it) => it.column('person').doUpdateSet({ at: openedUntil }))
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
  return {
    answers,
    cards: await deleted(trx.deleteFrom('showings').where('tenant', '=', tenant).where('patient', '=', patient)),
    openings: await deleted(trx.deleteFrom('openings').where('tenant', '=', tenant).where('patient', '=', patient)),
  };
}

/** Those openings that are not of people who were erased since. */
export async function withoutErased(
  trx: Transaction<Tables>,
  openings: readonly OpeningRecord[],
): Promise<readonly OpeningRecord[]> {
  const people = openings.map((opening) => ({ opening, person: digestOf(opening) }));
  const rows = await trx
    .selectFrom('erasures')
    .selectAll()
    .where('person', 'in', [...new Set(people.map(({ person }) => person))])
    .execute();
  if (rows.length === 0) return openings;
  const erased = new Map(rows.map(({ person, at }) => [person, at]));
  return people.flatMap(({ opening, person }) => (opening.at <= (erased.get(person) ?? -1) ? [] : [opening]));
}

/** A digest, so that no pseudonym of an erased person stays. */
function digestOf({ tenant, patient }: Pick<Erasure, 'tenant' | 'patient'>): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, patient]))
    .digest('hex');
}
