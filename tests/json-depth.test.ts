import { expect, test } from '@jest/globals';
import { isTooDeep } from '#src/json-depth.ts';

const lists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const objects = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

test('64 lists or objects within each other are deep enough for anyone', () => {
  expect([lists(64), objects(64), 'text', null, 7].map(isTooDeep)).toEqual([false, false, false, false, false]);
  expect([lists(65), objects(65)].map(isTooDeep)).toEqual([true, true]);
});

test('what is nested 200,000 deep is told without overflowing the stack', () => {
  expect([lists(200_000), objects(200_000)].map(isTooDeep)).toEqual([true, true]);
});
