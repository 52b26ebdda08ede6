import { expect, test } from '@jest/globals';
import { hasReachedAge } from '#src/history/person.ts';

test('an age is reached after so many years, by days', () => {
  expect(hasReachedAge(0, 16, 5843, true)).toBe(false);
  expect(hasReachedAge(0, 16, 5844, false)).toBe(true);
});

test('what an unknown birth day means is the caller’s to say', () => {
  expect([true, false].map((ifUnknown) => hasReachedAge(undefined, 16, 5844, ifUnknown))).toEqual([true, false]);
});
