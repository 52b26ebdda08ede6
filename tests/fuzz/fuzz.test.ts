import { afterAll, describe, expect, test } from '@jest/globals';
import { storedCases } from './cases.ts';
import { createFuzzer } from './fuzzer.ts';
import { targets } from './targets/index.ts';

/** `npm run fuzz` takes others, for hours. */
const seed = 20_260_930;
const fuzzer = createFuzzer();
afterAll(fuzzer.stop);

describe('what once went wrong no longer does', () => {
  test.each(storedCases().map(({ name, what, ...task }) => [name, what, task] as const))(
    '%s: %s',
    async (_name, _what, task) => {
      expect((await fuzzer.run(task)).failure).toBeUndefined();
    },
    120_000,
  );
});

describe('whatever is sent is answered in good form, tells nothing of anybody else, and costs no more than its size', () => {
  test.each(targets.map(({ name, ...target }) => [name, target] as const))(
    '%s',
    async (target, { runs, reach }) => {
      const { tried, reached, failure } = await fuzzer.run({ target, seed, runs });
      expect(failure).toBeUndefined();
      expect(tried).toBe(runs);
      expect(reached / tried).toBeGreaterThanOrEqual(reach);
    },
    300_000,
  );
});
