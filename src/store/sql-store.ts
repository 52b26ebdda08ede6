import { createHash } from 'node:crypto';
import type { Engine } from './engine.ts';
import { erasePerson } from './queries/erase-person.ts';
import { insertFeedback, TooManyPending } from './queries/feedback.ts';
import { purge, readUpkeep } from './queries/purge.ts';
import { recordBatch } from './queries/record-openings.ts';
import { createShowingsReader, readBudget } from './queries/showings.ts';
import { countAnswersByReason, summarise } from './queries/summary.ts';
import { checkSchema } from './schema.ts';
import type { CardFeedback, Store } from './store.ts';
import type { PurgeEvents } from './upkeep.ts';

const ignoreEvents: PurgeEvents = { clockWentBack: () => {}, unmatchedFeedback: () => {} };

/** The store over either engine. The tables must have been migrated. */
export function createSqlStore(engine: Engine): Store {
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
    readBudget: (query) => readBudget(readDb, query),
    record: async (batch) => {
      await db.transaction().execute((trx) => recordBatch(trx, batch));
      engine.assertFileInPlace();
    },
    saveFeedback: (items) => saveFeedback(engine, items),
    summary: (from) => summarise(readDb, from),
    countAnswersByReason: (reasons) => countAnswersByReason(readDb, reasons),
    purge: (times, events = ignoreEvents) => purge(engine, times, events),
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

async function saveFeedback(engine: Engine, items: readonly CardFeedback[]): Promise<'saved' | 'no-room'> {
  try {
    await engine.runDurably((connection) => connection.transaction().execute((trx) => insertFeedback(trx, items)));
    return 'saved';
  } catch (error) {
    if (error instanceof TooManyPending) return 'no-room';
    throw error;
  }
}
