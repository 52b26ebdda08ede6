import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemory, type Memory } from '#src/memory/memory.ts';
import { createWriteBehind, type WriteBehind } from '#src/memory/write-behind.ts';
import { openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { type WatchedStore, watchStore } from '#src/store/watched-store.ts';
import { answer, hour, monday, opening, question, shown, someone } from '../store/spec.ts';

describe('the memory of one process', () => {
  let store: Store;
  let watched: WatchedStore;
  let memory: Memory;
  let recorder: WriteBehind;
  let state: 'up' | 'down' | 'slow';
  let slowMs: number;
  let [asked, budgetsAsked] = [0, 0];

  beforeEach(async () => {
    store = await openStore('memory:');
    [state, slowMs, asked, budgetsAsked] = ['up', 2000, 0, 0];
    const answering = async <T>(ask: () => Promise<T>): Promise<T> => {
      if (state === 'down') throw new Error('down');
      if (state === 'slow') await wait(slowMs);
      return ask();
    };
    const unreliable: Store = {
      ...store,
      showingsOf: (it) => {
        asked += 1;
        return answering(() => store.showingsOf(it));
      },
      budgetOf: (it) => {
        budgetsAsked += 1;
        return answering(() => store.budgetOf(it));
      },
      record: (it) => answering(() => store.record(it)),
      feedback: (it) => answering(() => store.feedback(it)),
      check: () => answering(() => store.check()),
    };
    watched = watchStore(unreliable);
    recorder = createWriteBehind(watched, { everyMs: 60_000 });
    memory = createMemory(watched, recorder, { timeoutMs: 30, pauseMs: 50, people: 3, budgetMs: 400 });
  });

  afterEach(() => store.close());

  const cardsOf = async (...of: Parameters<typeof question>) =>
    (await memory.of(question(...of))).showings.map(({ card }) => card);

  test('knows what is in the store', async () => {
    const first = opening({ shown: [shown()] });
    await store.record({ id: someone(), openings: [first] });
    expect(await memory.of(question(first))).toEqual({
      showings: await store.showingsOf(question(first)),
      budget: { openings: 1, cards: 1 },
      complete: true,
    });
    expect((await memory.of(question(first))).showings).toHaveLength(1);
  });

  test('knows what was shown before it is written down', async () => {
    const first = opening({ shown: [shown()] });
    memory.record(first);
    expect(recorder.lag().waiting).toBe(1);
    expect(await memory.of(question(first))).toMatchObject({
      showings: [{ ...first.shown[0], own: true, firstShown: monday, lastShown: monday, outcome: undefined }],
      complete: true,
    });
    await recorder.flush(1000);
    expect(await memory.of(question(first))).toMatchObject({ showings: [{ card: first.shown[0]?.card }] });
  });

  test('while the store is down knows what this process showed and read', async () => {
    const [read, here] = [opening({ shown: [shown()] }), opening({ shown: [shown()] })];
    await store.record({ id: someone(), openings: [read] });
    await memory.of(question(read));
    state = 'down';
    memory.record(here);
    expect(await memory.of(question(read))).toMatchObject({
      showings: [{ card: read.shown[0]?.card }],
      budget: { openings: 1, cards: 1 },
      complete: false,
    });
    expect(await memory.of(question(here))).toMatchObject({
      showings: [{ card: here.shown[0]?.card, own: true }],
      budget: { openings: 1, cards: 1 },
      complete: false,
    });
  });

  test('counts a clinician’s openings at once, each chart once a visit, and reads them seldom', async () => {
    const clinicians = [someone(), someone()];
    const before = opening({ clinicians, shown: [shown()] });
    await store.record({ id: someone(), openings: [before] });
    const budget = async () => (await memory.of(question(before))).budget;
    expect(await budget()).toEqual({ openings: 1, cards: 1 });
    const first = opening({ clinicians, shown: [shown()] });
    memory.record(first);
    memory.record({ ...first, at: monday + hour, clinicians: clinicians.slice(0, 1) });
    memory.record(opening({ clinicians }));
    memory.record(opening());
    memory.record(opening({ clinicians, hook: 'order-sign' }));
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    expect(budgetsAsked).toBe(1);
    await wait(450);
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    expect(budgetsAsked).toBe(2);
    await recorder.flush(1000);
    expect(await budget()).toEqual({ openings: 3, cards: 2 });
    await wait(450);
    await store.record({ id: someone(), openings: [opening({ clinicians, shown: [shown()] })] });
    expect(await budget()).toEqual({ openings: 4, cards: 3 });
    memory.record({ ...first, at: monday + 13 * hour });
    expect(await budget()).toEqual({ openings: 5, cards: 3 });
  });

  test('an opening that comes while the budget is read is counted once', async () => {
    const first = opening({ shown: [shown()] });
    state = 'slow';
    slowMs = 10;
    const reading = memory.of(question(first));
    memory.record(first);
    expect((await reading).budget).toEqual({ openings: 1, cards: 1 });
    await recorder.flush(1000);
    await wait(450);
    expect((await memory.of(question(first))).budget).toEqual({ openings: 1, cards: 1 });
  });

  test('keeps tenants, people and clinicians apart without the store', async () => {
    state = 'down';
    const first = opening({ shown: [shown()] });
    memory.record(first);
    expect(await cardsOf(first, { tenant: 'other' })).toEqual([]);
    expect(await cardsOf(first, { patient: someone() })).toEqual([]);
    const colleague = await memory.of(question(first, { clinicians: [someone()] }));
    expect(colleague.showings.map(({ own }) => own)).toEqual([false]);
  });

  test('does not wait for a slow store, nor ask it again at once', async () => {
    state = 'slow';
    const start = performance.now();
    expect(await memory.of(question(opening()))).toEqual({
      showings: [],
      budget: { openings: 0, cards: 0 },
      complete: false,
    });
    expect(performance.now() - start).toBeLessThan(1500);
    await memory.of(question(opening()));
    expect(asked).toBe(1);
    state = 'up';
    await wait(60);
    expect(await memory.of(question(opening()))).toMatchObject({ complete: true });
  });

  test('knows an answer that it took, also while the store is down', async () => {
    const [card, first] = [shown(), shown()];
    const of = opening({ shown: [card] });
    memory.record(of);
    memory.record({ ...of, at: monday - hour, shown: [first] });
    await memory.feedback([answer({ card: card.card.toUpperCase(), reason: 'facts-wrong' }), answer()]);
    await memory.feedback([answer({ card: card.card, reason: 'other', at: monday }), answer({ ...card, tenant: 'x' })]);
    state = 'down';
    expect((await memory.of(question(of))).showings).toMatchObject([
      { card: first.card, outcome: undefined },
      { card: card.card, outcome: { outcome: 'overridden', reason: 'facts-wrong', at: monday + hour } },
    ]);
  });

  test('after any failure the store counts as failing until any success', async () => {
    expect(watched.failing()).toBe(false);
    const successes = {
      check: () => watched.check(),
      record: async () => {
        memory.record(opening());
        await recorder.flush(1000);
      },
      feedback: () => memory.feedback([answer()]),
      read: () => memory.of(question(opening())),
    };
    for (const [name, succeed] of Object.entries(successes)) {
      state = 'down';
      await expect(memory.feedback([answer()])).rejects.toThrow('down');
      expect([name, watched.failing()]).toEqual([name, true]);
      state = 'up';
      await succeed();
      expect([name, watched.failing()]).toEqual([name, false]);
    }
    [state, slowMs] = ['slow', 100];
    await memory.of(question(opening()));
    expect(watched.failing()).toBe(true);
  });

  test('takes no answer that the store does not', async () => {
    state = 'down';
    const of = opening({ shown: [shown()] });
    memory.record(of);
    await expect(memory.feedback([answer({ card: of.shown[0]?.card ?? '' })])).rejects.toThrow('down');
    expect((await memory.of(question(of))).showings[0]?.outcome).toBeUndefined();
  });

  test('an answer that another replica took is known once the store tells it', async () => {
    const of = opening({ shown: [shown()] });
    memory.record(of);
    await recorder.flush(1000);
    await store.feedback([answer({ card: of.shown[0]?.card ?? '' })]);
    expect((await memory.of(question(of))).showings[0]?.outcome).toMatchObject({ reason: 'not-now' });
  });

  test('a card shown again moves its last time', async () => {
    state = 'down';
    const of = opening({ shown: [shown()] });
    memory.record(of);
    memory.record({ ...of, at: monday + hour });
    expect((await memory.of(question(of))).showings).toMatchObject([{ firstShown: monday, lastShown: monday + hour }]);
  });

  test('of too many people the latest are remembered', async () => {
    state = 'down';
    const all = Array.from({ length: 5 }, () => opening({ shown: [shown()] }));
    for (const one of all) memory.record(one);
    const known = await Promise.all(all.map((one) => cardsOf(one)));
    expect(known.map((cards) => cards.length)).toEqual([0, 0, 1, 1, 1]);
  });

  test('of people with many cards fewer are remembered', async () => {
    state = 'down';
    const many = () => opening({ shown: Array.from({ length: 20 }, () => shown()) });
    const all = [many(), many(), many()];
    for (const one of all) memory.record(one);
    const known = await Promise.all(all.map((one) => cardsOf(one)));
    expect(known.map((cards) => cards.length)).toEqual([0, 0, 20]);
  });

  test('knows no longer what the store has let go', async () => {
    const [gone, waiting] = [opening({ shown: [shown()] }), shown()];
    memory.record(gone);
    await recorder.flush(1000);
    await store.forget(gone);
    memory.record({ ...gone, at: monday + hour, shown: [waiting] });
    expect(await cardsOf(gone)).toEqual([waiting.card]);
  });

  test('knows a person under the pseudonym of before as well', async () => {
    const former = opening({ shown: [shown()] });
    const now = opening({ clinicians: [someone(), ...former.clinicians], shown: [shown()] });
    await store.record({ id: someone(), openings: [former, now] });
    const { showings, budget } = await memory.of({ ...question(now), formerPatient: former.patient });
    expect(showings.map(({ own }) => own)).toEqual([true, true]);
    expect(budget).toEqual({ openings: 2, cards: 2 });
  });

  test('forgets one person, also what is not yet written down', async () => {
    const [first, second] = [opening({ shown: [shown()] }), opening({ shown: [shown()] })];
    memory.record(first);
    memory.record(second);
    await memory.forget(first);
    expect(await cardsOf(first)).toEqual([]);
    expect(await cardsOf(second)).toHaveLength(1);
  });

  test('forgets a person of whom nothing can be written down now, so that it does not come back', async () => {
    const first = opening({ shown: [shown()] });
    memory.record(first);
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const late = createWriteBehind({ record: (batch) => later.then(() => store.record(batch)), check: async () => {} });
    late.record(first);
    await memory.forget(first);
    resolve();
    expect(await late.flush(1000)).toBe(true);
    expect(await store.showingsOf(question(first))).toEqual([]);
  });
});
