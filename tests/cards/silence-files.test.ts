import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

test('a reason for silence has its sentence in one file only, so that none takes the place of another', () => {
  const files = globSync('src/cards/wording/*/silences/*.json');
  const reasons = files.flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8'))));
  expect(reasons.length).toBeGreaterThan(20);
  expect(reasons.filter((reason, i) => reasons.indexOf(reason) !== i)).toEqual([]);
});
