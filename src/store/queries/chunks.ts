import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Kysely, RawBuilder } from 'kysely';
import type { Engine } from '../engine.ts';
import type { Tables } from '../tables.ts';

/** Rows deleted by one statement: SQLite blocks the event loop meanwhile, and its lock blocks every other writer. */
export const chunkSize = 1000;

/** Repeats a statement that returns its row count until it affects less than a chunk. Returns the total. */
export async function runInChunks(engine: Engine, statement: (db: Kysely<Tables>) => Promise<number>): Promise<number> {
  for (let sum = 0; ; ) {
    const touched = await engine.write(statement);
    sum += touched;
    if (touched < chunkSize) return sum;
    await yieldToEventLoop();
  }
}

export async function countAffectedRows(db: Kysely<Tables>, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await statement.execute(db);
  return Number(numAffectedRows);
}
