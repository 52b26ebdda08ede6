import { expect, test } from '@jest/globals';
import { createPlainSearches } from '#src/fhir/client/plain-searches.ts';

const minutes = 60_000;

test('a search that was refused is remembered for an hour, and not longer', () => {
  let now = 1;
  const searches = createPlainSearches(() => now);
  expect(searches.steps('a')).toBe(0);
  searches.remember('a', 2);
  now += 60 * minutes;
  expect([searches.steps('a'), searches.steps('b')]).toEqual([2, 0]);
  now += 1;
  expect(searches.steps('a')).toBe(0);
});

test('however many are remembered, they take a few megabytes at most', () => {
  const searches = createPlainSearches();
  const long = 'x'.repeat(100_000);
  for (let n = 0; n < 100; n += 1) searches.remember(`${n} ${long}`, 1);
  const kept = Array.from({ length: 100 }, (_, n) => searches.steps(`${n} ${long}`)).filter((one) => one > 0);
  expect(kept.length).toBeGreaterThan(30);
  expect(kept.length).toBeLessThanOrEqual(40);
});
