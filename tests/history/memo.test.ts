import { expect, test } from '@jest/globals';
import { memoByList } from '#src/history/memo.ts';

test('a result is computed once for a list and its other inputs, and anew where either differs', () => {
  let computed = 0;
  const remember = memoByList((list: readonly number[], factor: number) => {
    computed += 1;
    return list.map((one) => one * factor);
  });
  const list = [1, 2];
  expect(remember(list, 2)).toBe(remember(list, 2));
  expect(computed).toBe(1);
  expect(remember(list, 3)).toEqual([3, 6]);
  expect(remember([1, 2], 3)).toEqual([3, 6]);
  expect(computed).toBe(3);
});

test('a result that is undefined is remembered too', () => {
  let computed = 0;
  const remember = memoByList((_list: readonly number[]) => {
    computed += 1;
    return undefined;
  });
  const list: number[] = [];
  remember(list);
  remember(list);
  expect(computed).toBe(1);
});
