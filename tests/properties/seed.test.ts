import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

test('every property tries the same values at every run', () => {
  const tried = () => {
    const values: number[] = [];
    fc.assert(fc.property(fc.integer(), (value) => void values.push(value)));
    return values;
  };
  expect(fc.readConfigureGlobal()?.seed).toEqual(expect.any(Number));
  expect(tried()).toEqual(tried());
});

test('a random seed is one for the whole run, and printed', () => {
  const show = "await import('./jest.config.ts'); process.stdout.write(process.env.PROPERTY_SEED)";
  const seedOf = (PROPERTY_SEED: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', show], {
      env: { ...process.env, PROPERTY_SEED },
      encoding: 'utf8',
    }).stdout;
  expect(seedOf('random')).toMatch(/^PROPERTY_SEED=(\d+)\n\1$/);
  expect(seedOf('random')).not.toBe(seedOf('random'));
  expect(seedOf('7')).toBe('7');
});
