import { setImmediate as others } from 'node:timers/promises';
import type { Kysely, RawBuilder } from 'kysely';
import type { Engine } from '../engine.ts';
import type { Tables } from '../tables.ts';

/** Rows that one statement deletes: SQLite stops the whole process meanwhile, and its lock every other writer. */
export const slice = 1000;

/** Repeats a statement, which tells how many rows it touched, until they are less than a slice; gives their sum. */
export async function inSlices(engine: Engine, statement: (db: Kysely<Tables>) => Promise<number>): Promise<number> {
  for (let sum = 0; ; ) {
    const touched = await engine.writing(statement);
    sum += touched;
    if (touched < slice) return sum;
    await others();
  }
}

/** Runs one statement and gives how many rows it changed or deleted. */
export async function affected(db: Kysely<Tables>, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await statement.execute(db);
  return Number(numAffectedRows);
}
