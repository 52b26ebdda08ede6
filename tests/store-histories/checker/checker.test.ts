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
/** A round in which the clients of the first two replicas do this. */
const round = (first: readonly Step[], second: readonly Step[] = [], pass = 0, faults: readonly Fault[] = []) => ({
  pass,
  faults,
  clients: [first, second, []],
});
const plan = (...rounds: Plan['rounds']): Plan => ({ begin: 'empty', rounds });

/** What a history of this plan breaks over a store that has this flaw. */
async function broken(rounds: Plan, flaw?: (store: Store) => Store): Promise<readonly Invariant[]> {
  const replicas = replicasInThisProcess(3, flaw);
  const history = await run(rounds, replicas, await server.create(), recoveryMs);
  await Promise.all(replicas.map((replica) => replica.stop()));
  return [...check(history).keys()];
}

/** For each invariant a store that breaks it, and a plan in which that is seen. */
const flaws: Readonly<Record<Invariant, readonly [string, Plan, (store: Store) => Store]>> = {
  'an acknowledged answer is kept': [
    'acknowledges an answer without keeping it',
    plan(round([open, notNow])),
    (store) => ({ ...store, feedback: async () => 'kept' }),
  ],
  'what is quiet stays quiet': [
    'tells nothing of what was shown at another replica',
    plan(round([open, notNow]), round([], [open], day)),
    (store) => ({ ...store, showingsOf: async () => [] }),
  ],
  'one card has one id': [
    'tells of a card by another id',
    plan(round([open]), round([], [open])),
    (store) => ({
      ...store,
      showingsOf: async (meeting) =>
        (await store.showingsOf(meeting)).map((showing) => ({ ...showing, card: randomUUID() })),
    }),
  ],
  'each opening counts once': [
    'counts a batch again that is tried again',
    plan(round([open])),
    (store) => ({
      ...store,
      record: async (batch) => {
        await store.record(batch);
        await store.record({ ...batch, id: `${batch.id} again` });
      },
    }),
  ],
  'what was shown is kept': [
    'deletes all when a clock is far ahead',
    plan(round([open]), round([], [], day, [{ fault: 'purge-by-wrong-clock', replica: 1, ahead: 500 * day }])),
    (store) => ({ ...store, purge: ({ now, every }) => store.purge({ now, every, before: now + 1000 * day }) }),
  ],
  'the forgotten stay forgotten': [
    'forgets nobody',
    plan(round([open]), round([{ do: 'forget', patient: 'patient-a' }])),
    (store) => ({ ...store, forget: async () => ({ cards: 0, answers: 0, openings: 0 }) }),
  ],
  'nothing is kept too long': [
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
  test.each(cases)('finds that ‘$invariant’ is not so where a store $flawed', async ({ invariant, rounds, flaw }) => {
    expect(await broken(rounds, flaw)).toContain(invariant);
  });

  test('can find every invariant broken', () => {
    expect(Object.keys(flaws)).toEqual(Object.keys(invariants));
  });

  test.each(cases)('has nothing against the real store where another $flawed', async ({ rounds }) => {
    expect(await broken(rounds)).toEqual([]);
  });
});
