import { describe, expect, test } from '@jest/globals';
import { createBudgetCache } from '#src/memory/budget-cache.ts';
import { day, hour, monday, opening, question, someone } from '../store/spec.ts';

describe('a clinician’s budget in the memory of a process', () => {
  const clinicians = [someone()];
  const asker = question(opening({ clinicians }));
  const chart = (at = monday) => opening({ clinicians, at });
  const read = { openings: 40, cards: 4 };

  test('is what the store told and what was seen since', () => {
    const budgets = createBudgetCache(10, 1000);
    budgets.opened(chart(), 1);
    budgets.reading(asker, [])(read);
    expect(budgets.of(asker)).toEqual(read);
    budgets.opened(chart(), 1);
    budgets.opened(chart(), 0);
    expect(budgets.of(asker)).toEqual({ openings: 42, cards: 5 });
  });

  test('has what is not written down once, whether it came before or while the store was asked', () => {
    const budgets = createBudgetCache(10, 1000);
    const [written, unwritten, meanwhile] = [chart(), chart(), chart()];
    budgets.opened(written, 1);
    budgets.opened(unwritten, 1);
    const takeIn = budgets.reading(asker, [unwritten]);
    budgets.opened(meanwhile, 1);
    takeIn(read);
    expect(budgets.of(asker)).toEqual({ openings: 42, cards: 6 });
    budgets.reading(asker, [])({ openings: 42, cards: 6 });
    expect(budgets.of(asker)).toEqual({ openings: 42, cards: 6 });
  });

  test('is right where two calls ask the store at once, and where one of them gets no answer', () => {
    const budgets = createBudgetCache(10, 1000);
    const first = budgets.reading(asker, []);
    const one = chart();
    budgets.opened(one, 1);
    const second = budgets.reading(asker, [one]);
    budgets.reading(asker, [one]);
    budgets.opened(chart(), 1);
    second(read);
    expect(budgets.of(asker)).toEqual({ openings: 42, cards: 6 });
    first(read);
    expect(budgets.of(asker)).toEqual({ openings: 42, cards: 6 });
  });

  test('is of charts alone: other hooks leave nothing', () => {
    const budgets = createBudgetCache(10, 1000);
    budgets.opened(opening({ clinicians, hook: 'order-sign' }), 1);
    expect(budgets.of(asker)).toEqual({ openings: 0, cards: 0 });
  });

  test('forgets days that no budget asks for, also where nothing ever reads it', () => {
    const budgets = createBudgetCache(10, 1000);
    for (let passed = 0; passed < 400; passed += 1) budgets.opened(chart(monday + passed * day), 0);
    const since = monday + 399 * day - 30 * day;
    expect(budgets.of({ ...asker, since })).toEqual({ openings: 31, cards: 0 });
    expect(budgets.of({ ...asker, since: 0 }).openings).toBeLessThan(40);
  });

  test('of too many clinicians the latest are known', () => {
    const budgets = createBudgetCache(3, 1000);
    const all = Array.from({ length: 5 }, () => opening());
    for (const one of all) budgets.opened(one, 0);
    expect(all.map((one) => budgets.of(question(one)).openings)).toEqual([0, 0, 1, 1, 1]);
  });

  test('is bounded by bytes too: one whose name is a megabyte is not known', () => {
    const budgets = createBudgetCache(10, 1000);
    const long = opening({ clinicians: ['x'.repeat(2 ** 20)] });
    budgets.opened(long, 0);
    expect(budgets.of(question(long))).toEqual({ openings: 0, cards: 0 });
  });

  test('after its person was forgotten keeps the number, and counts a chart opened anew', () => {
    const budgets = createBudgetCache(10, 1000);
    const one = chart();
    budgets.opened(one, 0);
    budgets.opened({ ...one, at: monday + hour }, 0);
    budgets.forget(one);
    expect(budgets.of(asker).openings).toBe(1);
    budgets.opened({ ...one, at: monday + 2 * hour }, 0);
    expect(budgets.of(asker).openings).toBe(2);
  });
});
