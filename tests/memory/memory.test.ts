import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemory, type Memory } from '#src/memory/memory.ts';
import { createWriteBehind, type WriteBehind } from '#src/memory/write-behind.ts';
import { openStore } from '#src/store/open-store.ts';
import type { OpeningRecord, Store } from '#src/store/store.ts';
import { type WatchedStore, watchStore } from '#src/store/watched-store.ts';
import { answer, hour, monday, opening, queryFor, shown, someone } from '../store/spec.ts';

describe('the memory of one process', () => {
  let store: Store;
  let watched: WatchedStore;
  let memory: Memory;
  let recorder: WriteBehind;
  let state: 'up' | 'down' | 'slow' | 'answers-from-outside';
  let slowMs: number;
  let [reads, budgetReads, unread] = [0, 0, 0];
  /** By tenant. */
  let retired: Map<string, readonly string[]>;

  beforeEach(async () => {
    store = await openStore('memory:');
    [state, slowMs, reads, budgetReads, unread] = ['up', 2000, 0, 0, 0];
    retired = new Map();
    const withState = async <T>(ask: () => Promise<T>): Promise<T> => {
      if (state === 'down') throw new Error('down');
      if (state === 'slow') await wait(slowMs);
      if (state === 'answers-from-outside') await stat('.');
      return ask();
    };
    const unreliable: Store = {
      ...store,
      readShowings: (it) => {
        reads += 1;
        return withState(() => store.readShowings(it));
      },
      readBudget: (it) => {
        budgetReads += 1;
        return withState(() => store.readBudget(it));
      },
      readSilentShowings: (it) => withState(() => store.readSilentShowings(it)),
      readRetired: (it) => withState(async () => retired.get(it) ?? []),
      record: (it) => withState(() => store.record(it)),
      saveFeedback: (it) => withState(() => store.saveFeedback(it)),
      check: () => withState(() => store.check()),
    };
    watched = watchStore(unreliable);
    recorder = createWriteBehind(watched, { batchWindowMs: 60_000 });
    const limits = { timeoutMs: 30, backOffMs: 50, maxEntries: 3, maxBudgetAgeMs: 400 };
    memory = createMemory(watched, recorder, limits, () => {
      unread += 1;
    });
  });

  afterEach(() => store.close());

  const cardsOf = async (...of: Parameters<typeof queryFor>) =>
    (await memory.recall(queryFor(...of))).showings.map(({ card }) => card);

  test('returns what is in the store', async () => {
    const first = opening({ shown: [shown()] });
    await store.record({ id: someone(), openings: [first] });
    expect(await memory.recall(queryFor(first))).toEqual({
      showings: await store.readShowings(queryFor(first)),
      budget: { openings: 1, cards: 1 },
      retired: new Set(),
      complete: true,
    });
    expect((await memory.recall(queryFor(first))).showings).toHaveLength(1);
  });

  test('returns shown cards before they are written', async () => {
    const first = opening({ shown: [shown()] });
    memory.record(first);
    expect(recorder.lag().waiting).toBe(1);
    expect(await memory.recall(queryFor(first))).toMatchObject({
      showings: [{ ...first.shown[0], own: true, firstShown: monday, lastShown: monday, outcome: undefined }],
      complete: true,
    });
    await recorder.flush(1000);
    expect(await memory.recall(queryFor(first))).toMatchObject({ showings: [{ card: first.shown[0]?.card }] });
  });

  test('returns what this process showed and read while the store is down', async () => {
    const [read, here] = [opening({ shown: [shown()] }), opening({ shown: [shown()] })];
    await store.record({ id: someone(), openings: [read] });
    await memory.recall(queryFor(read));
    state = 'down';
    memory.record(here);
    expect(await memory.recall(queryFor(read))).toMatchObject({
      showings: [{ card: read.shown[0]?.card }],
      budget: { openings: 1, cards: 1 },
      complete: false,
    });
    expect(await memory.recall(queryFor(here))).toMatchObject({
      showings: [{ card: here.shown[0]?.card, own: true }],
      budget: { openings: 1, cards: 1 },
      complete: false,
    });
  });

  test('counts a clinician’s openings at once, each chart once per visit, and rarely reads the stored budget', async () => {
    const clinicians = [someone(), someone()];
    const before = opening({ clinicians, shown: [shown()] });
    await store.record({ id: someone(), openings: [before] });
    const budget = async () => (await memory.recall(queryFor(before))).budget;
    expect(await budget()).toEqual({ openings: 1, cards: 1 });
    const first = opening({ clinicians, shown: [shown()] });
    memory.record(first);
    memory.record({ ...first, at: monday + hour, clinicians: clinicians.slice(0, 1) });
    memory.record(opening({ clinicians }));
    memory.record(opening());
    memory.record(opening({ clinicians, hook: 'order-sign' }));
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    expect(budgetReads).toBe(1);
    await wait(450);
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    expect(budgetReads).toBe(2);
    await recorder.flush(1000);
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    await wait(450);
    await store.record({ id: someone(), openings: [opening({ clinicians, shown: [shown()] })] });
    expect(await budget()).toEqual({ openings: 4, cards: 3 });
    memory.record({ ...first, at: monday + 13 * hour });
    expect(await budget()).toEqual({ openings: 5, cards: 3 });
  });

  test('counts an opening that arrives while the budget is read once', async () => {
    const first = opening({ shown: [shown()] });
    state = 'slow';
    slowMs = 10;
    const reading = memory.recall(queryFor(first));
    memory.record(first);
    expect((await reading).budget).toEqual({ openings: 1, cards: 1 });
    await recorder.flush(1000);
    await wait(450);
    expect((await memory.recall(queryFor(first))).budget).toEqual({ openings: 1, cards: 1 });
  });

  test('keeps tenants, people and clinicians apart without the store', async () => {
    state = 'down';
    const first = opening({ shown: [shown()] });
    memory.record(first);
    expect(await cardsOf(first, { tenant: 'other' })).toEqual([]);
    expect(await cardsOf(first, { patient: someone() })).toEqual([]);
    const colleague = await memory.recall(queryFor(first, { clinicians: [someone()] }));
    expect(colleague.showings.map(({ own }) => own)).toEqual([false]);
  });

  test('knows at once what is retired in a tenant, and what it read last while the store is down', async () => {
    const known = async (tenant: string) => [...(await memory.recall(queryFor(opening({ tenant })))).retired];
    expect(await known('a')).toEqual([]);
    retired.set('a', ['first-meeting']);
    expect([await known('a'), await known('b')]).toEqual([['first-meeting'], []]);
    state = 'down';
    retired.set('a', []).set('c', ['first-meeting']);
    expect([await known('a'), await known('b'), await known('c')]).toEqual([['first-meeting'], [], []]);
    state = 'up';
    await wait(60);
    expect([await known('a'), await known('c')]).toEqual([[], ['first-meeting']]);
  });

  test('times out on a slow store and backs off', async () => {
    state = 'slow';
    const start = performance.now();
    expect(await memory.recall(queryFor(opening()))).toEqual({
      showings: [],
      budget: { openings: 0, cards: 0 },
      retired: new Set(),
      complete: false,
    });
    expect(performance.now() - start).toBeLessThan(1500);
    await memory.recall(queryFor(opening()));
    expect([reads, unread]).toEqual([1, 2]);
    state = 'up';
    await wait(60);
    expect(await memory.recall(queryFor(opening()))).toMatchObject({ complete: true });
    expect(unread).toBe(2);
  });

  test('takes an answer that came in time, though the process was kept from looking', async () => {
    state = 'answers-from-outside';
    // The event loop then looks at timers before it looks at answers.
    await nextTurn();
    const asked = memory.recall(queryFor(opening()));
    const blockedUntil = performance.now() + 100;
    while (performance.now() < blockedUntil);
    expect(await asked).toMatchObject({ complete: true });
    expect(unread).toBe(0);
  });

  test('returns feedback it saved, also while the store is down', async () => {
    const [card, first] = [shown(), shown()];
    const of = opening({ shown: [card] });
    memory.record(of);
    memory.record({ ...of, at: monday - hour, shown: [first] });
    await memory.saveFeedback([answer({ card: card.card.toUpperCase(), reason: 'facts-wrong' }), answer()]);
    await memory.saveFeedback([
      answer({ card: card.card, reason: 'other', at: monday }),
      answer({ ...card, tenant: 'x' }),
    ]);
    state = 'down';
    expect((await memory.recall(queryFor(of))).showings).toMatchObject([
      { card: first.card, outcome: undefined },
      { card: card.card, outcome: { outcome: 'overridden', reason: 'facts-wrong', at: monday + hour } },
    ]);
  });

  test('takes answers to cards of several people in one call', async () => {
    const openings = Array.from({ length: 3 }, () => opening({ shown: [shown()] }));
    for (const one of openings) memory.record(one);
    await memory.saveFeedback(openings.map((one) => answer({ card: one.shown[0]?.card ?? '' })));
    state = 'down';
    for (const one of openings)
      expect((await memory.recall(queryFor(one))).showings).toMatchObject([{ outcome: { reason: 'not-now' } }]);
  });

  test('reports the store as failing from any failure to the next success', async () => {
    expect(watched.isFailing()).toBe(false);
    const successes = {
      check: () => watched.check(),
      record: async () => {
        memory.record(opening());
        await recorder.flush(1000);
      },
      feedback: () => memory.saveFeedback([answer()]),
      read: () => memory.recall(queryFor(opening())),
    };
    for (const [name, succeed] of Object.entries(successes)) {
      state = 'down';
      await expect(memory.saveFeedback([answer()])).rejects.toThrow('down');
      expect([name, watched.isFailing()]).toEqual([name, true]);
      state = 'up';
      await succeed();
      expect([name, watched.isFailing()]).toEqual([name, false]);
    }
    [state, slowMs] = ['slow', 100];
    await memory.recall(queryFor(opening()));
    expect(watched.isFailing()).toBe(true);
  });

  test('does not apply feedback that the store rejects', async () => {
    state = 'down';
    const of = opening({ shown: [shown()] });
    memory.record(of);
    await expect(memory.saveFeedback([answer({ card: of.shown[0]?.card ?? '' })])).rejects.toThrow('down');
    expect((await memory.recall(queryFor(of))).showings[0]?.outcome).toBeUndefined();
  });

  test('returns feedback saved by another replica after the next read', async () => {
    const of = opening({ shown: [shown()] });
    memory.record(of);
    await recorder.flush(1000);
    await store.saveFeedback([answer({ card: of.shown[0]?.card ?? '' })]);
    expect((await memory.recall(queryFor(of))).showings[0]?.outcome).toMatchObject({ reason: 'not-now' });
  });

  test('updates the last time of a card shown again', async () => {
    state = 'down';
    const of = opening({ shown: [shown()] });
    memory.record(of);
    memory.record({ ...of, at: monday + hour });
    expect((await memory.recall(queryFor(of))).showings).toMatchObject([
      { firstShown: monday, lastShown: monday + hour },
    ]);
  });

  test('evicts the least recent people', async () => {
    state = 'down';
    const all = Array.from({ length: 5 }, () => opening({ shown: [shown()] }));
    for (const one of all) memory.record(one);
    const known = await Promise.all(all.map((one) => cardsOf(one)));
    expect(known.map((cards) => cards.length)).toEqual([0, 0, 1, 1, 1]);
  });

  test('caches fewer people with many cards', async () => {
    state = 'down';
    const many = () => opening({ shown: Array.from({ length: 20 }, () => shown()) });
    const all = [many(), many(), many()];
    for (const one of all) memory.record(one);
    const known = await Promise.all(all.map((one) => cardsOf(one)));
    expect(known.map((cards) => cards.length)).toEqual([0, 0, 20]);
  });

  test('drops cards that the store has deleted', async () => {
    const [gone, waiting] = [opening({ shown: [shown()] }), shown()];
    memory.record(gone);
    await recorder.flush(1000);
    await store.erase(gone);
    memory.record({ ...gone, at: monday + hour, shown: [waiting] });
    expect(await cardsOf(gone)).toEqual([waiting.card]);
  });

  test('finds a person under the pseudonym of the previous key', async () => {
    const former = opening({ shown: [shown()] });
    const now = opening({ clinicians: [someone(), ...former.clinicians], shown: [shown()] });
    await store.record({ id: someone(), openings: [former, now] });
    const { showings, budget } = await memory.recall({ ...queryFor(now), formerPatient: former.patient });
    expect(showings.map(({ own }) => own)).toEqual([true, true]);
    expect(budget).toEqual({ openings: 2, cards: 2 });
  });

  test('erases one person, including unflushed openings', async () => {
    const [first, second] = [opening({ shown: [shown()] }), opening({ shown: [shown()] })];
    memory.record(first);
    memory.record(second);
    await memory.erase(first);
    expect(await cardsOf(first)).toEqual([]);
    expect(await cardsOf(second)).toHaveLength(1);
  });

  test('erases a person whose openings cannot be flushed now, so that they do not come back', async () => {
    const first = opening({ shown: [shown()] });
    memory.record(first);
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const late = createWriteBehind({ record: (batch) => later.then(() => store.record(batch)), check: async () => {} });
    late.record(first);
    await memory.erase(first);
    resolve();
    expect(await late.flush(1000)).toBe(true);
    expect(await store.readShowings(queryFor(first))).toEqual([]);
  });

  describe('of what would have been shown', () => {
    const silently = (change = {}) => opening({ silent: { shown: [shown()], findings: [], held: [] }, ...change });
    const silentOf = async (of: OpeningRecord) => (await memory.recall(queryFor(of, { withSilent: true }))).silent;

    test('returns nothing unless it is asked for', async () => {
      const first = silently();
      memory.record(first);
      expect((await memory.recall(queryFor(first))).silent).toBeUndefined();
      expect(await silentOf(first)).toMatchObject({ showings: first.silent?.shown, budget: { openings: 1, cards: 1 } });
    });

    test('never mixes it with what was shown, written or not', async () => {
      const first = silently({ shown: [shown(), shown()] });
      memory.record(first);
      for (const isWritten of [false, true]) {
        if (isWritten) expect(await recorder.flush(1000)).toBe(true);
        const { showings, budget, silent } = await memory.recall(queryFor(first, { withSilent: true }));
        expect(showings.map(({ card }) => card)).toEqual(first.shown.map(({ card }) => card));
        expect(silent?.showings.map(({ card }) => card)).toEqual(first.silent?.shown.map(({ card }) => card));
        expect([budget, silent?.budget]).toEqual([
          { openings: 1, cards: 2 },
          { openings: 1, cards: 1 },
        ]);
      }
    });

    test('knows what another replica wrote, and what this one did while the store is down', async () => {
      const first = silently();
      await store.record({ id: someone(), openings: [first] });
      expect((await silentOf(first))?.showings).toHaveLength(1);
      state = 'down';
      memory.record(silently({ patient: first.patient, clinicians: first.clinicians }));
      expect((await silentOf(first))?.showings).toHaveLength(2);
    });

    test('applies no feedback to it, and forgets it with its person', async () => {
      const first = silently({ shown: [shown()] });
      memory.record(first);
      const cards = [first.shown[0]?.card, first.silent?.shown[0]?.card];
      await memory.saveFeedback(cards.map((card = '') => answer({ card })));
      const { showings, silent } = await memory.recall(queryFor(first, { withSilent: true }));
      expect(silent?.showings[0]?.outcome).toBeUndefined();
      expect(showings[0]?.outcome).toMatchObject({ reason: 'not-now' });
      await memory.erase(first);
      expect((await silentOf(first))?.showings).toEqual([]);
    });
  });
});
