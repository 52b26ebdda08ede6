import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findEarlierVersion } from './earlier-version.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secure-base-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/** Commits this file; gives the commit. */
function commit(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  git('add', '--all');
  git('commit', '--quiet', '--message', name);
  return git('rev-parse', 'HEAD');
}

const version = (number: string) => commit('package.json', JSON.stringify({ version: number }));

/** A history whose second commit is the last with the first migrations. */
function startHistory(): string {
  git('init', '--quiet');
  mkdirSync(join(folder, 'src/store/migrations'), { recursive: true });
  writeFileSync(join(folder, 'src/store/migrations/first.ts'), '');
  version('0.1.0');
  return commit('README.md', 'one');
}

test('it is the last commit before the migrations changed', () => {
  const before = startHistory();
  commit('src/store/migrations/second.ts', '');
  commit('package.json', JSON.stringify({ version: '0.1.0', private: true }));
  commit('README.md', 'two');
  expect(findEarlierVersion(folder)).toEqual({ commit: before });
});

test('it is the last commit before the version changed, where that was later', () => {
  startHistory();
  const before = commit('src/store/migrations/second.ts', '');
  version('0.2.0');
  expect(findEarlierVersion(folder)).toEqual({ commit: before });
});

test('there is none where neither has changed, in a clone of one commit, and outside of git', () => {
  startHistory();
  const none = { none: 'no earlier commit has another version or other migrations' };
  expect(findEarlierVersion(folder)).toEqual(none);
  version('0.2.0');
  expect(findEarlierVersion(folder)).not.toEqual(none);
  git('clone', '--quiet', '--depth=1', `file://${folder}`, join(folder, 'shallow'));
  expect(findEarlierVersion(join(folder, 'shallow'))).toEqual(none);
  rmSync(join(folder, '.git'), { recursive: true });
  expect(findEarlierVersion(folder)).toEqual({ none: 'this is not a clone with the history of the project' });
});
