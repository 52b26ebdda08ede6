import { describe, expect, test } from '@jest/globals';
import { createBudgetCache } from '#src/memory/budget-cache.ts';
import { day, hour, monday, opening, queryFor, someone } from '../store/spec.ts';

describe('the budget cache', () => {
  const clinicians = [someone()];
  const query = queryFor(opening({ clinicians }));
  const chart = (at = monday) => opening({ clinicians, at });
  const read = { openings: 40, cards: 4 };

  test('adds local openings to the stored budget', () => {
    const budgets = createBudgetCache(10, 1000);
    budgets.addOpening(chart(), 1);
    budgets.beginRead(query, [])(read);
    expect(budgets.get(query)).toEqual(read);
    budgets.addOpening(chart(), 1);
    budgets.addOpening(chart(), 0);
    expect(budgets.get(query)).toEqual({ openings: 42, cards: 5 });
  });

  test('counts unflushed openings once, whether they came before or during the read', () => {
    const budgets = createBudgetCache(10, 1000);
    const [written, unflushed, meanwhile] = [chart(), chart(), chart()];
    budgets.addOpening(written, 1);
    budgets.addOpening(unflushed, 1);
    const applyRead = budgets.beginRead(query, [unflushed]);
    budgets.addOpening(meanwhile, 1);
    applyRead(read);
    expect(budgets.get(query)).toEqual({ openings: 42, cards: 6 });
    budgets.beginRead(query, [])({ openings: 42, cards: 6 });
    expect(budgets.get(query)).toEqual({ openings: 42, cards: 6 });
  });

  test('is correct after two concurrent reads, one of which fails', () => {
    const budgets = createBudgetCache(10, 1000);
    const first = budgets.beginRead(query, []);
    const one = chart();
    budgets.addOpening(one, 1);
    const second = budgets.beginRead(query, [one]);
    budgets.beginRead(query, [one]);
    budgets.addOpening(chart(), 1);
    second(read);
    expect(budgets.get(query)).toEqual({ openings: 42, cards: 6 });
    first(read);
    expect(budgets.get(query)).toEqual({ openings: 42, cards: 6 });
  });

  test('counts only openings of charts, not other hooks', () => {
    const budgets = createBudgetCache(10, 1000);
    budgets.addOpening(opening({ clinicians, hook: 'order-sign' }), 1);
    expect(budgets.get(query)).toEqual({ openings: 0, cards: 0 });
  });

  test('drops days older than any budget period, even if it is never read', () => {
    const budgets = createBudgetCache(10, 1000);
    for (let passed = 0; passed < 400; passed += 1) budgets.addOpening(chart(monday + passed * day), 0);
    const since = monday + 399 * day - 30 * day;
    expect(budgets.get({ ...query, since })).toEqual({ openings: 31, cards: 0 });
    expect(budgets.get({ ...query, since: 0 }).openings).toBeLessThan(40);
  });

  test('evicts the least recent clinicians', () => {
    const budgets = createBudgetCache(3, 1000);
    const all = Array.from({ length: 5 }, () => opening());
    for (const one of all) budgets.addOpening(one, 0);
    expect(all.map((one) => budgets.get(queryFor(one)).openings)).toEqual([0, 0, 1, 1, 1]);
  });

  test('is bounded by bytes too: a clinician with a name of a megabyte is not cached', () => {
    const budgets = createBudgetCache(10, 1000);
    const long = opening({ clinicians: ['x'.repeat(2 ** 20)] });
    budgets.addOpening(long, 0);
    expect(budgets.get(queryFor(long))).toEqual({ openings: 0, cards: 0 });
  });

  test('keeps the counts of an erased person, and counts the chart again when reopened', () => {
    const budgets = createBudgetCache(10, 1000);
    const one = chart();
    budgets.addOpening(one, 0);
    budgets.addOpening({ ...one, at: monday + hour }, 0);
    budgets.forgetPerson(one);
    expect(budgets.get(query).openings).toBe(1);
    budgets.addOpening({ ...one, at: monday + 2 * hour }, 0);
    expect(budgets.get(query).openings).toBe(2);
  });
});
