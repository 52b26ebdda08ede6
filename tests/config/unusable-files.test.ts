import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { watchPracticeCentiles } from '#src/config/practice-centiles.ts';
import { createSite } from '#src/config/site-settings.ts';
import { createClientList } from '#src/wiring/clients.ts';
import { openStaffDirectory } from '#src/wiring/staff-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
const report = () => {};
const openers: Readonly<Record<string, (file: string) => unknown>> = {
  TRUSTED_CLIENTS: (file) => createClientList(file, report),
  SITE_SETTINGS: (file) => createSite(file, []),
  PRACTICE_CENTILES: (file) => watchPracticeCentiles({ file, report }),
};

function fileWith(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe.each(Object.entries(openers))('%s says what is wrong with its file', (setting, open) => {
  const broken = `{\n  "name": "secret",\n  oops ${' '.repeat(80)}\n}`;

  test.each([
    ['that is not there', join(folder, 'nowhere.json'), "doesn't exist"],
    ['that is a folder', folder, 'is not a regular file'],
    ['that is not JSON', fileWith('broken.json', broken), 'is not JSON at line 3 column 3'],
    ['that is empty', fileWith('empty.json', ''), 'is not JSON'],
    ['of other bytes', fileWith('latin-1.json', Buffer.from([0x22, 0xe9, 0x22])), 'is not UTF-8'],
  ])('%s', (_, file, message) => {
    expect(() => open(file)).toThrow(new Error(`${setting}: ${file} ${message}`));
  });

  test('that is too large', () => {
    const file = fileWith('large.json', '{}');
    truncateSync(file, 17 * 1024 * 1024);
    expect(() => open(file)).toThrow(new Error(`${setting}: ${file} is larger than 16 MiB`));
  });
});

test('a staff directory says so too', () => {
  const open = (file: string) => () => openStaffDirectory(file, report);
  expect(open('/nowhere/staff.json')).toThrow("STAFF_DIRECTORY: /nowhere/staff.json doesn't exist");
  expect(open(folder)).toThrow(`STAFF_DIRECTORY: ${folder} is not a regular file`);
});

test('so does a key file, by its name', () => {
  const clients = fileWith('clients.json', '{"clients":[{"issuer":"a","jwksFile":"keys.json"}]}');
  const open = () => createClientList(clients, report);
  expect(open).toThrow(new Error(`TRUSTED_CLIENTS: ${clients}: key file keys.json doesn't exist`));
  fileWith('keys.json', '{');
  expect(open).toThrow(new Error(`TRUSTED_CLIENTS: ${clients}: key file keys.json is not JSON at line 1 column 2`));
  fileWith('keys.json', '{"keys":[]}');
  expect(open).not.toThrow();
});
