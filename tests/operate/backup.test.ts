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

/** What the command refuses: its exit code and its one line. */
function refusal(url: string): readonly [number | null, string] {
  const { status, stderr, stdout } = spawnSync(process.execPath, node, { env: { STORE_URL: url } });
  expect(stdout).toHaveLength(0);
  return [status, String(stderr)];
}

describe('a backup of a store that is in use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  const file = join(folder, 'store.sqlite');
  const given = answer();
  let store: Store;

  beforeAll(async () => {
    store = await openStore(`file:${file}`);
    await store.feedback([given]);
  });

  afterAll(() => store.close());

  const backUp = () => execFileSync(process.execPath, node, { env: { STORE_URL: `file:${file}` } });

  test('holds everything that was acknowledged, of which a plain copy of the file has nothing', async () => {
    const copied = join(folder, 'copied.sqlite');
    copyFileSync(file, copied);
    expect(tablesOf(copied)).toEqual([]);
    const restored = join(folder, 'restored.sqlite');
    writeFileSync(restored, backUp());
    expect((await keptAt(`file:${restored}`)).feedback).toEqual([given.card]);
  });

  test('is one file that a store opens as it is, and to which it goes on writing', async () => {
    const restored = join(folder, 'again.sqlite');
    writeFileSync(restored, backUp());
    const again = await openStore(`file:${restored}`);
    await again.check();
    const later = answer();
    await again.feedback([later]);
    await again.close();
    expect((await keptAt(`file:${restored}`)).feedback.toSorted()).toEqual([given.card, later.card].toSorted());
  });

  test('leaves nothing behind, and what a backup that was ended left is gone with the next one', () => {
    writeFileSync(`${file}-backup`, 'half a copy');
    backUp();
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });

  test('keeps the store as it was', async () => {
    const before = statSync(file).ino;
    backUp();
    await store.check();
    expect(statSync(file).ino).toBe(before);
  });
});

describe('there is no backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));

  test('of a file that is not there; none is made', () => {
    const [status, line] = refusal(`file:${join(folder, 'nowhere.sqlite')}`);
    expect([status, line]).toEqual([1, expect.stringMatching(/^secure-base: no backup: unable to open.*\n$/)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a file without tables, such as a plain copy', () => {
    const file = join(folder, 'empty.sqlite');
    writeFileSync(file, '');
    expect(refusal(`file:${file}`)).toEqual([1, 'secure-base: no backup: the store has no tables\n']);
  });

  test('of a damaged one', () => {
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
