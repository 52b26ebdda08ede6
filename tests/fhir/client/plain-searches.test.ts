import { expect, test } from '@jest/globals';
import { createPlainSearches } from '#src/fhir/client/plain-searches.ts';

const minutes = 60_000;

test('a search that was refused is remembered for an hour, and not longer', () => {
  let now = 1;
  const searches = createPlainSearches(() => now);
  expect(searches.has('a')).toBe(false);
  searches.add('a');
  now += 60 * minutes;
  expect([searches.has('a'), searches.has('b')]).toEqual([true, false]);
  now += 1;
  expect(searches.has('a')).toBe(false);
});

test('however many are remembered, they take a few megabytes at most', () => {
  const searches = createPlainSearches();
  const long = 'x'.repeat(100_000);
  for (let n = 0; n < 100; n += 1) searches.add(`${n} ${long}`);
  const kept = Array.from({ length: 100 }, (_, n) => searches.has(`${n} ${long}`)).filter((one) => one);
  expect(kept.length).toBeGreaterThan(30);
  expect(kept.length).toBeLessThanOrEqual(40);
});
