import { createHash } from 'node:crypto';
import type { Engine } from './engine.ts';
import { erasePerson } from './queries/erase-person.ts';
import { keepAnswers, NoRoom } from './queries/feedback.ts';
import { purge, readUpkeep } from './queries/purge.ts';
import { keepBatch } from './queries/record-openings.ts';
import { createShowingsReader, readBudget } from './queries/showings.ts';
import { answeredWith, summarise } from './queries/summary.ts';
import { checkSchema } from './schema.ts';
import type { Answer, PurgeEvents, Store } from './store.ts';

const quietly: PurgeEvents = { clockWentBack: () => {}, unmatchedAnswers: () => {} };

/** The store over either database, whose tables are in the latest form. */
export function createSqlStore(engine: Engine): Store {
  const { db, reads } = engine;
  return {
    useToken: (issuer, jti, expires) =>
      engine.writing(async (one) => {
        const token = createHash('sha256')
          .update(JSON.stringify([issuer, jti]))
          .digest('hex');
        const insert = one.insertInto('tokens').values({ token, expires });
        const { numInsertedOrUpdatedRows } = await insert.onConflict((it) => it.doNothing()).executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
    showingsOf: createShowingsReader(reads),
    budgetOf: (asker) => readBudget(reads, asker),
    record: async (batch) => {
      await db.transaction().execute((trx) => keepBatch(trx, batch));
      engine.inPlace();
    },
    feedback: (answers) => keepFeedback(engine, answers),
    summary: (from) => summarise(reads, from),
    answeredWith: (reasons) => answeredWith(reads, reasons),
    purge: (times, events = quietly) => purge(engine, times, events),
    upkeep: () => readUpkeep(reads),
    forget: (person) => engine.durably((one) => one.transaction().execute((trx) => erasePerson(trx, person))),
    check: async () => {
      engine.inPlace();
      await checkSchema(reads);
    },
    close: () => engine.close(),
  };
}

async function keepFeedback(engine: Engine, answers: readonly Answer[]): Promise<'kept' | 'no-room'> {
  try {
    await engine.durably((one) => one.transaction().execute((trx) => keepAnswers(trx, answers)));
    return 'kept';
  } catch (error) {
    if (error instanceof NoRoom) return 'no-room';
    throw error;
  }
}
