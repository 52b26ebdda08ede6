import type { Transaction } from 'kysely';
import type { Batch, OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';
import { withoutErased } from './erase-person.ts';
import { takeTurn } from './jobs.ts';
import { type Kept, type OpeningRow, settle } from './merge-openings.ts';

export async function keepBatch(trx: Transaction<Tables>, { id, openings: given }: Batch): Promise<void> {
  // Replicas take turns, so that two never count one visit twice.
  await takeTurn(trx, 'record');
  const at = Math.max(0, ...given.map((opening) => opening.at));
  const claim = trx.insertInto('batches').values({ batch: id, at });
  const { numInsertedOrUpdatedRows } = await claim.onConflict((it) => it.doNothing()).executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n || given.length === 0) return;
  const openings = await withoutErased(trx, given);
  if (openings.length === 0) return;
  const changes = settle(openings, await visitsAround(trx, openings), await showingsOf(trx, openings));
  await keepVisits(trx, changes.visits);
  await keepShowings(trx, changes.showings);
  await keepTallies(trx, changes.tallies);
}

async function visitsAround(trx: Transaction<Tables>, openings: readonly OpeningRecord[]): Promise<OpeningRow[]> {
  const rows = await trx
    .selectFrom('openings as o')
    .innerJoin('opening_clinicians as c', 'c.opening', 'o.opening')
    .select(['o.opening', 'o.tenant', 'o.patient', 'o.hook', 'o.at', 'c.cards', 'c.clinician'])
    .where('o.patient', 'in', [...new Set(openings.map(({ patient }) => patient))])
    .where('o.at', '>', Math.min(...openings.map(({ at, visit }) => at - visit)))
    .execute();
  const visits = new Map<string, OpeningRow>();
  for (const { clinician, ...row } of rows) {
    const visit = visits.get(row.opening);
    if (visit === undefined) visits.set(row.opening, { ...row, clinicians: new Set([clinician]) });
    else visit.clinicians.add(clinician);
  }
  return [...visits.values()];
}

async function showingsOf(trx: Transaction<Tables>, openings: readonly OpeningRecord[]): Promise<Kept[]> {
  const cards = openings.flatMap(({ shown }) => shown.map(({ card }) => card));
  if (cards.length === 0) return [];
  const rows = await trx.selectFrom('showings').selectAll().where('card', 'in', cards).execute();
  return rows.map((row) => ({ ...row, clinicians: new Set<string>(JSON.parse(row.clinicians)) }));
}

async function keepVisits(trx: Transaction<Tables>, visits: readonly OpeningRow[]): Promise<void> {
  if (visits.length === 0) return;
  await trx
    .insertInto('openings')
    .values(visits.map(({ clinicians, cards, ...row }) => ({ ...row, week: weekOf(row.at) })))
    .onConflict((it) => it.doNothing())
    .execute();
  const people = visits.flatMap(({ opening, tenant, hook, at, cards, clinicians }) =>
    [...clinicians].map((clinician) => ({ opening, clinician, tenant, hook, at, cards })),
  );
  if (people.length === 0) return;
  await trx
    .insertInto('opening_clinicians')
    .values(people)
    .onConflict((it) =>
      it.columns(['opening', 'clinician']).doUpdateSet(({ ref }) => ({ cards: ref('excluded.cards') })),
    )
    .execute();
}

async function keepShowings(trx: Transaction<Tables>, showings: readonly Kept[]): Promise<void> {
  if (showings.length === 0) return;
  await trx
    .insertInto('showings')
    .values(showings.map((row) => ({ ...row, clinicians: JSON.stringify([...row.clinicians]) })))
    .onConflict((it) =>
      it.column('card').doUpdateSet(({ ref }) => ({
        last_shown: ref('excluded.last_shown'),
        clinicians: ref('excluded.clinicians'),
      })),
    )
    .execute();
}

async function keepTallies(trx: Transaction<Tables>, tallies: readonly Tables['tallies'][]): Promise<void> {
  if (tallies.length === 0) return;
  await trx
    .insertInto('tallies')
    .values([...tallies])
    .onConflict((it) =>
      it.columns(['week', 'code', 'rule']).doUpdateSet(({ eb }) => ({
        amount: eb('tallies.amount', '+', eb.ref('excluded.amount')),
      })),
    )
    .execute();
}
