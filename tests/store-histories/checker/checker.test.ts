import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Store } from '#src/store/store.ts';
import { sqliteFiles } from '../databases.ts';
import type { Fault, Plan, Step } from '../generator.ts';
import { replicasInThisProcess } from '../in-this-process.ts';
import { run } from '../run.ts';
import { check, type Invariant, invariants } from './check.ts';

const server = sqliteFiles(3);
afterAll(() => server.close());

const recoveryMs = 500;
const day = 24 * 60 * 60 * 1000;
const open: Step = { do: 'open', patient: 'patient-a', clinician: 'clinician-a' };
const notNow: Step = { do: 'answer', card: 0, reply: 'not-now' };
/** A round with these steps of the first two clients. */
const round = (first: readonly Step[], second: readonly Step[] = [], pass = 0, faults: readonly Fault[] = []) => ({
  pass,
  faults,
  clients: [first, second, []],
});
const plan = (...rounds: Plan['rounds']): Plan => ({ begin: 'empty', rounds });

/** The invariants that this plan violates over a store with this flaw. */
async function broken(rounds: Plan, flaw?: (store: Store) => Store): Promise<readonly Invariant[]> {
  const replicas = replicasInThisProcess(3, flaw);
  const history = await run(rounds, replicas, await server.create(), recoveryMs);
  await Promise.all(replicas.map((replica) => replica.stop()));
  return [...check(history).keys()];
}

/** For each invariant, a store that violates it and a plan that reveals it. */
const flaws: Readonly<Record<Invariant, readonly [string, Plan, (store: Store) => Store]>> = {
  'acknowledged feedback is saved': [
    'acknowledges feedback without saving it',
    plan(round([open, notNow])),
    (store) => ({ ...store, saveFeedback: async () => 'saved' }),
  ],
  'a silenced card stays silenced': [
    'does not return cards shown by another replica',
    plan(round([open, notNow]), round([], [open], day)),
    (store) => ({ ...store, readShowings: async () => [] }),
  ],
  'one card has one id': [
    'returns a card under another id',
    plan(round([open]), round([], [open])),
    (store) => ({
      ...store,
      readShowings: async (pair) =>
        (await store.readShowings(pair)).map((showing) => ({ ...showing, card: randomUUID() })),
    }),
  ],
  'each opening is counted once': [
    'counts a retried batch twice',
    plan(round([open])),
    (store) => ({
      ...store,
      record: async (batch) => {
        await store.record(batch);
        await store.record({ ...batch, id: `${batch.id} again` });
      },
    }),
  ],
  'shown cards are saved': [
    'deletes everything if a clock is far ahead',
    plan(round([open]), round([], [], day, [{ fault: 'purge-by-wrong-clock', replica: 1, ahead: 500 * day }])),
    (store) => ({
      ...store,
      purge: ({ now, minIntervalMs }) => store.purge({ now, minIntervalMs, deleteBefore: now + 1000 * day }),
    }),
  ],
  'erased people stay erased': [
    'erases nobody',
    plan(round([open]), round([{ do: 'forget', patient: 'patient-a' }])),
    (store) => ({ ...store, erase: async () => ({ cards: 0, answers: 0, openings: 0 }) }),
  ],
  'nothing outlives its retention': [
    'purges nothing',
    plan(round([open]), round([], [], 200 * day)),
    (store) => ({ ...store, purge: async () => true }),
  ],
  'every replica recovers': [
    'never writes again',
    plan(round([open])),
    (store) => ({ ...store, record: () => Promise.reject(new Error('down')) }),
  ],
};

const cases = Object.entries(flaws).map(([invariant, [flawed, rounds, flaw]]) => ({ invariant, flawed, rounds, flaw }));

describe('the checker', () => {
  test.each(cases)('detects that ‘$invariant’ is violated by a store that $flawed', async ({
    invariant,
    rounds,
    flaw,
  }) => {
    expect(await broken(rounds, flaw)).toContain(invariant);
  });

  test('can detect a violation of every invariant', () => {
    expect(Object.keys(flaws)).toEqual(Object.keys(invariants));
  });

  test.each(cases)('accepts the real store, where another $flawed', async ({ rounds }) => {
    expect(await broken(rounds)).toEqual([]);
  });
});
