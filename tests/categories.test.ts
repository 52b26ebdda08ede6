import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { categories, projects } from '../jest.config.ts';

test('every test file is in exactly one category', () => {
  const all = globSync('tests/**/*.test.ts');
  expect(all.length).toBeGreaterThan(100);
  const inCategories = projects.flatMap(({ testMatch }) =>
    globSync(testMatch.map((pattern) => pattern.replace('<rootDir>/', ''))),
  );
  expect(inCategories.toSorted()).toEqual(all.toSorted());
});

test('every category has its command', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const category of Object.keys(categories)) {
    const command = category === 'test' ? 'test' : `test:${category}`;
    expect([command, scripts[command]]).toEqual([command, expect.stringContaining(` --selectProjects ${category} `)]);
  }
});

test('CI runs them all, once', () => {
  const runs = readFileSync('.ci/run', 'utf8').match(/^npm (?:run )?test\S*/gm);
  expect(runs).toEqual(['npm run test:all']);
});
