import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { answer } from '../store/spec.ts';
import { keptAt } from '../support/stored-rows.ts';

const node = ['--disable-warning=ExperimentalWarning', 'docker/backup.ts'];
const tablesOf = (file: string) =>
  new DatabaseSync(file, { readOnly: true }).prepare("select name from sqlite_schema where type = 'table'").all();

/** The exit code and the one line of output of a failing command. */
function refusal(url: string): readonly [number | null, string] {
  const { status, stderr, stdout } = spawnSync(process.execPath, node, { env: { STORE_URL: url } });
  expect(stdout).toHaveLength(0);
  return [status, String(stderr)];
}

describe('a backup of a store in use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  const file = join(folder, 'store.sqlite');
  const given = answer();
  let store: Store;

  beforeAll(async () => {
    store = await openStore(`file:${file}`);
    await store.saveFeedback([given]);
  });

  afterAll(() => store.close());

  const backUp = () => execFileSync(process.execPath, node, { env: { STORE_URL: `file:${file}` } });

  test('contains everything acknowledged, unlike a plain copy of the file', async () => {
    const copied = join(folder, 'copied.sqlite');
    copyFileSync(file, copied);
    expect(tablesOf(copied)).toEqual([]);
    const restored = join(folder, 'restored.sqlite');
    writeFileSync(restored, backUp());
    expect((await keptAt(`file:${restored}`)).feedback).toEqual([given.card]);
  });

  test('is a single file that a store can open and write to', async () => {
    const restored = join(folder, 'again.sqlite');
    writeFileSync(restored, backUp());
    const again = await openStore(`file:${restored}`);
    await again.check();
    const later = answer();
    await again.saveFeedback([later]);
    await again.close();
    expect((await keptAt(`file:${restored}`)).feedback.toSorted()).toEqual([given.card, later.card].toSorted());
  });

  test('leaves no temporary files, and removes those of an interrupted backup', () => {
    writeFileSync(`${file}-backup`, 'half a copy');
    backUp();
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });

  test('does not change the store', async () => {
    const before = statSync(file).ino;
    backUp();
    await store.check();
    expect(statSync(file).ino).toBe(before);
  });
});

describe('there is no backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));

  test('of a missing file, which is not created', () => {
    const [status, line] = refusal(`file:${join(folder, 'nowhere.sqlite')}`);
    expect([status, line]).toEqual([1, expect.stringMatching(/^secure-base: no backup: unable to open.*\n$/)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a file without tables, such as a plain copy', () => {
    const file = join(folder, 'empty.sqlite');
    writeFileSync(file, '');
    expect(refusal(`file:${file}`)).toEqual([1, 'secure-base: no backup: the store has no tables\n']);
  });

  test('of a damaged file', () => {
    const file = join(folder, 'damaged.sqlite');
    const database = new DatabaseSync(file);
    database.exec('create table a (b text)');
    for (let n = 0; n < 200; n += 1) database.prepare('insert into a values (?)').run(`row ${n}`.repeat(50));
    database.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill('x', bytes.length / 2));
    expect(refusal(`file:${file}`)).toEqual([1, 'secure-base: no backup: database disk image is malformed\n']);
  });

  test.each(['memory:', 'postgres://secure_base:secret@db/secure_base'])('of %s, and no password is shown', (url) => {
    const [status, line] = refusal(url);
    expect([status, line]).toEqual([1, expect.stringContaining('pg_dump')]);
    expect(line).not.toContain('secret');
  });
});
