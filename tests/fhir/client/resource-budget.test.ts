import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createResourceBudget } from '#src/fhir/client/resource-budget.ts';
import { bundle, directoryOf, prefetchOf, readChart, statesOf } from '../../support/chart.ts';

describe('a budget', () => {
  const take = (budget: ReturnType<typeof createResourceBudget>, source: string, count: number) =>
    Array.from({ length: count }, () => budget.take(source)).filter((fits) => fits).length;

  test('gives each source no more than its own, and all no more than there is', () => {
    const budget = createResourceBudget({ ofSource: 3, inAll: 5 });
    expect([take(budget, 'a', 4), take(budget, 'b', 3), take(budget, 'c', 1)]).toEqual([3, 2, 0]);
    expect(['a', 'b', 'c', 'd'].map(budget.isOver)).toEqual([true, true, true, false]);
    expect(budget.leftOut()).toBe(3);
  });

  test('counts what was left out before it came', () => {
    const budget = createResourceBudget();
    budget.leaveOut('a', 0);
    budget.leaveOut('b', 7);
    expect([budget.isOver('a'), budget.isOver('b'), budget.leftOut()]).toEqual([false, true, 7]);
  });
});

describe('of one call', () => {
  const subject = { reference: 'Patient/p' };
  const many = (resourceType: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ resourceType, id: `${n}`, subject }) as unknown as Resource);
  const withMany = (counts: Readonly<Record<string, [type: string, count: number]>>) => ({
    ...prefetchOf(),
    ...Object.fromEntries(Object.entries(counts).map(([key, [type, count]]) => [key, bundle(many(type, count))])),
  });
  const read = async (counts: Readonly<Record<string, [type: string, count: number]>>, more = {}) => {
    const result = await readChart({ prefetch: withMany(counts), ...more });
    return { states: statesOf(result), leftOut: result.tally.get('over-limit') };
  };

  test('20,000 resources of a source are taken, and the part is known', async () => {
    const { states, leftOut } = await read({ procedures: ['Procedure', 20_000] });
    expect([states.procedures, leftOut]).toEqual(['known', undefined]);
  });

  test('what is above is left out and counted, and the part is incomplete', async () => {
    const { states, leftOut } = await read({ procedures: ['Procedure', 20_003] });
    expect([states.procedures, states.contacts, leftOut]).toEqual(['incomplete', 'known', 3]);
  });

  test('50,000 are taken in all: of the sources that no longer fit the parts are incomplete', async () => {
    const { states, leftOut } = await read({
      encounters: ['Encounter', 20_000],
      conditions: ['Condition', 20_000],
      procedures: ['Procedure', 20_000],
    });
    expect([states.contacts, states.conditions, states.procedures]).toEqual(['known', 'known', 'incomplete']);
    expect(leftOut).toBeGreaterThan(9_990);
  });

  test('what the call’s own context holds counts as well', async () => {
    const { leftOut } = await read({}, { offered: many('ServiceRequest', 20_002) });
    expect(leftOut).toBe(2);
  });

  test('what is taken from the site’s own directory counts, and what did not fit of it leaves roles incomplete', async () => {
    const counts = { encounters: ['Encounter', 20_000], conditions: ['Condition', 20_000] } as const;
    // Without an organisation every role is held here.
    const staff = directoryOf(many('PractitionerRole', 20_000));
    const { states } = await read(
      { encounters: [...counts.encounters], conditions: [...counts.conditions] },
      { staff },
    );
    expect([states.contacts, states.roles]).toEqual(['known', 'incomplete']);
  });
});
