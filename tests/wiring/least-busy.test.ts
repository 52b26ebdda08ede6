import { expect, test } from '@jest/globals';
import { leastBusy } from '#src/wiring/workers/least-busy.ts';

let now = 0;
type Worker = Parameters<ReturnType<typeof leastBusy>['choose']>[1][number];

/** Workers of the ids 1, 2, … with these numbers of calls; piscina says Infinity of one. */
const workersWith = (...calls: readonly number[]) =>
  calls.map((count, i) => ({ id: i + 1, currentUsage: count === 1 ? Number.POSITIVE_INFINITY : count }) as Worker);
const chosenOf = ({ choose }: ReturnType<typeof leastBusy>, ...calls: readonly number[]) =>
  choose({} as never, workersWith(...calls))?.id;

test('the worker with the fewest calls gets the next', () => {
  const balance = leastBusy(() => now);
  expect(chosenOf(balance, 3, 0, 2)).toBe(2);
  balance.answered(1);
  balance.answered(2);
  expect(chosenOf(balance, 2, 1)).toBe(2);
  expect(chosenOf(balance)).toBeUndefined();
});

test('one that has not answered for a while gets the next only if all are so, and it was heard of last', () => {
  const balance = leastBusy(() => now);
  expect(chosenOf(balance, 0, 0)).toBe(1);
  balance.answered(2);
  now += 40;
  expect(chosenOf(balance, 1, 2)).toBe(1);
  now += 20;
  balance.answered(2);
  expect(chosenOf(balance, 1, 8)).toBe(2);
  now += 100;
  expect(chosenOf(balance, 1, 8)).toBe(2);
  balance.answered(1);
  now += 100;
  expect(chosenOf(balance, 1, 8)).toBe(1);
});

test('a worker that answers, or begins anew, is not silent', () => {
  const balance = leastBusy(() => now);
  now += 1000;
  expect(chosenOf(balance, 0, 3)).toBe(1);
  now += 10;
  balance.answered(2);
  expect(chosenOf(balance, 1, 3)).toBe(1);
  now += 100;
  balance.answered(1);
  balance.answered(2);
  expect(chosenOf(balance, 1, 3)).toBe(1);
});
