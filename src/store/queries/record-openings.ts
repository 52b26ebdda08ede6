import type { Transaction } from 'kysely';
import type { Engine } from '../engine.ts';
import { mayBeSince } from '../month.ts';
import type { Decided, Retiring } from '../retirement.ts';
import type { Batch, OpeningRecord } from '../store.ts';
import type { Tables } from '../tables.ts';
import { weekOf } from '../week.ts';
import { excludeErased } from './erase-person.ts';
import { lockJob } from './jobs.ts';
import { mergeOpenings, type OpeningRow, type ShowingRow } from './merge-openings.ts';
import { retireAfterShowing } from './retire.ts';
import { countUnread } from './unread.ts';

/** Records the openings of a batch, and returns the detections that their cards retire. */
export async function recordBatch(
  trx: Transaction<Tables>,
  { id, openings }: Batch,
  retiring: Retiring,
  { createMonths }: Pick<Engine, 'createMonths'>,
): Promise<readonly Decided[]> {
  // Serialise replicas, so that two never count one visit twice.
  await lockJob(trx, 'record');
  const at = Math.max(0, ...openings.map((opening) => opening.at));
  const claim = trx.insertInto('batches').values({ batch: id, at });
  const { numInsertedOrUpdatedRows } = await claim.onConflict((it) => it.doNothing()).executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n || openings.length === 0) return [];
  const remaining = await excludeErased(trx, openings);
  if (remaining.length === 0) return [];
  const showings = await readShowings(trx, 'showings', cardsOf(remaining));
  const silent = await readShowings(trx, 'silent_showings', silentCardsOf(remaining));
  const known = new Set(showings.map(({ card }) => card));
  const visits = await readVisits(trx, remaining);
  const changes = mergeOpenings(remaining, { visits, showings, silent }, retiring.versionsOf);
  await createMonths(
    trx,
    changes.visits.map(({ at: begun }) => begun),
  );
  await upsertVisits(trx, changes.visits);
  await upsertShowings(trx, 'showings', changes.showings);
  await upsertShowings(trx, 'silent_showings', changes.silent);
  await addTallies(trx, changes.tallies);
  await countUnread(trx, remaining);
  const firstShown = changes.showings.filter(({ card }) => !known.has(card));
  return retireAfterShowing(trx, firstShown, at, retiring);
}

async function readVisits(trx: Transaction<Tables>, openings: readonly OpeningRecord[]): Promise<OpeningRow[]> {
  const since = Math.min(...openings.map(({ at, visitMs }) => at - visitMs));
  const rows = await trx
    .selectFrom('openings as o')
    .innerJoin('opening_clinicians as c', 'c.opening', 'o.opening')
    .select(['o.opening', 'o.tenant', 'o.patient', 'o.hook', 'o.at', 'c.cards', 'c.silent_cards', 'c.clinician'])
    .where('o.patient', 'in', [...new Set(openings.map(({ patient }) => patient))])
    .where('o.at', '>', since)
    .where(mayBeSince('o.opening', since))
    .where(mayBeSince('c.opening', since))
    .execute();
  const visits = new Map<string, OpeningRow>();
  for (const { clinician, ...row } of rows) {
    const visit = visits.get(row.opening);
    if (visit === undefined) visits.set(row.opening, { ...row, clinicians: new Set([clinician]) });
    else visit.clinicians.add(clinician);
  }
  return [...visits.values()];
}

type ShowingTable = 'showings' | 'silent_showings';

function cardsOf(openings: readonly OpeningRecord[]): readonly string[] {
  return openings.flatMap(({ shown }) => shown.map(({ card }) => card));
}

function silentCardsOf(openings: readonly OpeningRecord[]): readonly string[] {
  return openings.flatMap(({ silent }) => (silent?.shown ?? []).map(({ card }) => card));
}

async function readShowings(
  trx: Transaction<Tables>,
  table: ShowingTable,
  cards: readonly string[],
): Promise<ShowingRow[]> {
  if (cards.length === 0) return [];
  const rows = await trx.selectFrom(table).selectAll().where('card', 'in', cards).execute();
  return rows.map((row) => ({ ...row, clinicians: new Set<string>(JSON.parse(row.clinicians)) }));
}

async function upsertVisits(trx: Transaction<Tables>, visits: readonly OpeningRow[]): Promise<void> {
  if (visits.length === 0) return;
  await trx
    .insertInto('openings')
    .values(visits.map(({ clinicians, cards, silent_cards, ...row }) => ({ ...row, week: weekOf(row.at) })))
    .onConflict((it) => it.doNothing())
    .execute();
  const people = visits.flatMap(({ opening, tenant, hook, at, cards, silent_cards, clinicians }) =>
    [...clinicians].map((clinician) => ({ opening, clinician, tenant, hook, at, cards, silent_cards })),
  );
  if (people.length === 0) return;
  await trx
    .insertInto('opening_clinicians')
    .values(people)
    .onConflict((it) =>
      it.columns(['opening', 'clinician']).doUpdateSet(({ ref }) => ({
        cards: ref('excluded.cards'),
        silent_cards: ref('excluded.silent_cards'),
      })),
    )
    .execute();
}

async function upsertShowings(
  trx: Transaction<Tables>,
  table: ShowingTable,
  showings: readonly ShowingRow[],
): Promise<void> {
  if (showings.length === 0) return;
  await trx
    .insertInto(table)
    .values(showings.map((row) => ({ ...row, clinicians: JSON.stringify([...row.clinicians]) })))
    .onConflict((it) =>
      it.column('card').doUpdateSet(({ ref }) => ({
        last_shown: ref('excluded.last_shown'),
        clinicians: ref('excluded.clinicians'),
      })),
    )
    .execute();
}

async function addTallies(trx: Transaction<Tables>, tallies: readonly Tables['tallies'][]): Promise<void> {
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
