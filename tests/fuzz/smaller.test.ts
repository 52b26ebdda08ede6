import { expect, test } from '@jest/globals';
import { smaller } from './smaller.ts';

/** The smallest value for which something still goes wrong. */
function smallest(original: unknown, goesWrong: (value: unknown) => boolean): unknown {
  let input = original;
  for (const candidate of smaller(() => input)) if (goesWrong(candidate)) input = candidate;
  return input;
}

test('an input is cut down to what goes wrong', () => {
  const entry = Array.from({ length: 50 }, (_, n) => ({ resource: { id: `r${n}`, code: { text: 'asthma' } } }));
  const input = { resourceType: 'Bundle', total: 50, entry, note: `${'x'.repeat(500)}(${'y'.repeat(500)}` };
  expect(smallest(input, (value) => JSON.stringify(value).includes('"id":"r33"'))).toEqual({
    entry: [{ resource: { id: 'r33' } }],
  });
  expect(smallest(input, (value) => JSON.stringify(value).includes('('))).toEqual({ note: '(' });
  expect(input.entry).toHaveLength(50);
});

test('an input that can’t be cut stays as it is', () => {
  expect(smallest([1], (value) => JSON.stringify(value) === '[1]')).toEqual([1]);
  expect(smallest('text', () => false)).toBe('text');
});
