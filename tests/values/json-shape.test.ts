import { expect, test } from '@jest/globals';
import { shapeFault } from '#src/values/json-shape.ts';

const lists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const objects = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
const members = (count: number): unknown => Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, i]));

test('64 lists or objects within each other are deep enough for anyone', () => {
  expect([lists(64), objects(64), 'text', null, 7].map(shapeFault)).toEqual(Array(5).fill(undefined));
  expect([lists(65), objects(65)].map(shapeFault)).toEqual(Array(2).fill('nested too deeply'));
});

test('what is nested 200,000 deep is told without overflowing the stack', () => {
  expect([lists(200_000), objects(200_000)].map(shapeFault)).toEqual(Array(2).fill('nested too deeply'));
});

test('an object has at most 10,000 members, wherever it stands', () => {
  expect([members(10_000), [{ a: members(10_000) }]].map(shapeFault)).toEqual([undefined, undefined]);
  expect(shapeFault([{ a: members(10_001) }])).toBe('with too many members in one object');
});
