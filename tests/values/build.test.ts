import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readBuild, thisBuild, userAgent } from '#src/values/build.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-build-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package.json with this text. */
function packageFile(text: string): string {
  const file = join(folder, 'package.json');
  writeFileSync(file, text);
  return file;
}

const named = (fields: object) => JSON.stringify({ name: 'secure-base', ...fields });

test('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(thisBuild()).toEqual({ version });
  expect(userAgent()).toBe(`secure-base/${version}`);
});

test.each(['1.2.3', '0.10.0-rc.1', '1.0.0+7'])('%s is a version', (version) => {
  expect(readBuild(packageFile(named({ version })))).toEqual({ version });
});

test('a release has the commit that it was built from', () => {
  const gitHead = '0123456789abcdef0123456789abcdef01234567';
  expect(readBuild(packageFile(named({ version: '1.2.3', gitHead })))).toEqual({ version: '1.2.3', revision: gitHead });
});

test.each([
  ['is not there', join(folder, 'nowhere', 'package.json'), "can't be read"],
  ['is not JSON', '{', 'is not JSON'],
  ['has no version', named({}), 'version is missing or no semantic version'],
  ['has no semantic version', named({ version: '1.2' }), 'version is missing or no semantic version'],
  ['has a version that could break a header', named({ version: '1.2.3\r\nx: y' }), 'no semantic version'],
  ['has a commit that is none', named({ version: '1.2.3', gitHead: 'main' }), 'gitHead is no commit'],
  ['is of another package', '{"name":"other","version":"1.2.3"}', 'is not that of secure-base'],
])('where the file %s, one line says so, and which file it is', (_, text, why) => {
  const file = text.startsWith(folder) ? text : packageFile(text);
  const read = () => readBuild(file);
  expect(read).toThrow(`${file}: `);
  expect(read).toThrow(why);
  expect(read).not.toThrow('\n');
});
