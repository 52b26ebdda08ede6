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
