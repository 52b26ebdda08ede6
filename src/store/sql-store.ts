import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import { erasePerson } from './queries/erase-person.ts';
import { insertFeedback, TooManyPending } from './queries/feedback.ts';
import { readOwnCards } from './queries/own-cards.ts';
import { purge, readUpkeep } from './queries/purge.ts';
import { recordBatch } from './queries/record-openings.ts';
import { retireAfterFeedback } from './queries/retire.ts';
import { createRetiredReader, listRetirements, wake } from './queries/retirements.ts';
import { createShowingsReader, readBudget, readSilentShowings } from './queries/showings.ts';
import { countAnswersByReason, summarise } from './queries/summary.ts';
import type { Retiring } from './retirement.ts';
import { checkSchema } from './schema.ts';
import type { CardFeedback, Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { PurgeEvents } from './upkeep.ts';

const ignoreEvents: PurgeEvents = { clockWentBack: () => {}, unmatchedFeedback: () => {} };

/** The store over either engine. The tables must have been migrated. */
export function createSqlStore(engine: Engine, retiring: Retiring): Store {
  const { db, readDb } = engine;
  return {
    useToken: (issuer, jti, expires) =>
      engine.write(async (connection) => {
        const token = createHash('sha256')
          .update(JSON.stringify([issuer, jti]))
          .digest('hex');
        const insert = connection.insertInto('tokens').values({ token, expires });
        const { numInsertedOrUpdatedRows } = await insert.onConflict((it) => it.doNothing()).executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
    readShowings: createShowingsReader(readDb),
    readSilentShowings: (pair) => readSilentShowings(readDb, pair),
    readBudget: (query) => readBudget(readDb, query),
    readOwnCards: (query) => readOwnCards(readDb, query),
    record: async (batch) => {
      const retired = await db.transaction().execute((trx) => recordBatch(trx, batch, retiring, engine));
      engine.assertFileInPlace();
      retired.forEach(retiring.onRetired);
    },
    saveFeedback: (items) => saveFeedback(engine, items, retiring),
    readRetired: createRetiredReader(readDb, retiring),
    listRetirements: () => listRetirements(readDb, retiring),
    wake: (woken) => engine.runDurably((connection) => wake(connection, woken, retiring)),
    summary: (from, end) => summarise(readDb, from, end),
    countAnswersByReason: (reasons, from, end) => countAnswersByReason(readDb, reasons, from, end),
    purge: (times, events = ignoreEvents) => purge(engine, times, events, retiring),
    readUpkeep: () => readUpkeep(readDb),
    erase: (person) =>
      engine.runDurably((connection) => connection.transaction().execute((trx) => erasePerson(trx, person))),
    check: async () => {
      engine.assertFileInPlace();
      await checkSchema(readDb);
    },
    close: () => engine.close(),
  };
}

async function saveFeedback(
  engine: Engine,
  items: readonly CardFeedback[],
  retiring: Retiring,
): Promise<'saved' | 'no-room'> {
  const save = async (trx: Transaction<Tables>) => {
    await insertFeedback(trx, items);
    return retireAfterFeedback(trx, items, retiring);
  };
  try {
    const retired = await engine.runDurably((connection) => connection.transaction().execute(save));
    retired.forEach(retiring.onRetired);
    return 'saved';
  } catch (error) {
    if (error instanceof TooManyPending) return 'no-room';
    throw error;
  }
}
