import { expect, test } from '@jest/globals';
import { createRetiredCache } from '#src/memory/retired-cache.ts';

test('a read that began earlier and ends later does not replace what was read since', async () => {
  const answers = [Promise.withResolvers<string[]>(), Promise.withResolvers<string[]>()];
  let reads = 0;
  const cache = createRetiredCache({ readRetired: async () => answers[reads++]?.promise ?? [] });
  const both = [cache.read('a'), cache.read('a')];
  answers[1]?.resolve(['first-meeting']);
  await both[1];
  answers[0]?.resolve([]);
  await both[0];
  expect([...cache.get('a')]).toEqual(['first-meeting']);
});
