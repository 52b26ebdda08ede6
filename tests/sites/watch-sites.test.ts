import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '#src/config/config.ts';
import { type WatchedSites, watchSites } from '#src/sites/watch-sites.ts';
import { until } from '../support/load.ts';

const config = readConfig({ PORT: '0' });
const pollMs = 20;
let folder: string;
let sites: WatchedSites | undefined;
let changes: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sites-'));
  changes = [];
});
afterEach(() => {
  sites?.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const entry = (tenant: string, settings: object = {}) => ({ issuer: 'ehr', tenant, settings });
const open = (path = folder) => {
  sites = watchSites(path, { config, report: (change) => void changes.push(change), pollMs });
  return sites;
};
const languageOf = (tenant: string) => sites?.of(JSON.stringify(['ehr', tenant]))?.language;
const timeZoneOf = (tenant: string) =>
  JSON.parse(sites?.of(JSON.stringify(['ehr', tenant]))?.decisions ?? '{}').values?.SITE_TIME_ZONE;

describe('a folder', () => {
  test('is read as a whole, hidden files and others than JSON aside, and what changes is read again', async () => {
    write('a.json', entry('a', { SITE_TIME_ZONE: 'Europe/Oslo' }));
    write('b.json', [entry('b'), entry('c')]);
    write('.hidden.json', 'no JSON');
    write('readme.txt', 'no JSON');
    mkdirSync(join(folder, 'staff'));
    open();
    expect([timeZoneOf('a'), languageOf('b'), languageOf('c')]).toEqual(['Europe/Oslo', 'en-GB', 'en-GB']);
    write('a.json', entry('a', { SITE_TIME_ZONE: 'Europe/Stockholm' }));
    await until('it is read', () => timeZoneOf('a') === 'Europe/Stockholm');
    write('d.json', entry('d'));
    await until('it is read', () => languageOf('d') !== undefined);
    unlinkSync(join(folder, 'b.json'));
    await until('it is read', () => languageOf('b') === undefined);
    expect(new Set(changes)).toEqual(new Set(['read']));
  });

  test('a file that breaks keeps its old sites, and hinders no other', async () => {
    write('a.json', entry('a', { SITE_TIME_ZONE: 'Europe/Oslo' }));
    write('b.json', entry('b', { SITE_TIME_ZONE: 'Europe/Oslo' }));
    open();
    write('a.json', '{ "issuer": ');
    await until('it is read', () => changes.includes('broken'));
    expect(timeZoneOf('a')).toBe('Europe/Oslo');
    write('b.json', entry('b', { SITE_TIME_ZONE: 'Europe/Stockholm' }));
    await until('it is read', () => timeZoneOf('b') === 'Europe/Stockholm');
    expect(timeZoneOf('a')).toBe('Europe/Oslo');
    write('a.json', entry('a', { SITE_TIME_ZONE: 'Europe/Copenhagen' }));
    await until('it is read', () => timeZoneOf('a') === 'Europe/Copenhagen');
  });

  test('where two files have one tenant, what was there stays', async () => {
    write('a.json', entry('a', { SITE_TIME_ZONE: 'Europe/Oslo' }));
    open();
    write('b.json', entry('a', { SITE_TIME_ZONE: 'Europe/Stockholm' }));
    await until('it is read', () => changes.includes('broken'));
    expect(timeZoneOf('a')).toBe('Europe/Oslo');
  });

  test('that is broken at the start is refused in one line that names the file', () => {
    write('a.json', '{');
    expect(() => open()).toThrow(`SITES: ${join(folder, 'a.json')} is not JSON`);
    write('a.json', entry('a', { MAX_CARDS: 21 }));
    expect(() => open()).toThrow(`SITES: ${join(folder, 'a.json')} MAX_CARDS: must be a whole number from 0 to 20`);
    expect(() => open(join(folder, 'none'))).toThrow(`SITES: ${join(folder, 'none')} doesn't exist`);
  });
});

test('a file is one too, and read again when it changes', async () => {
  write('all.json', { sites: [entry('a')] });
  open(join(folder, 'all.json'));
  expect(languageOf('a')).toBe('en-GB');
  write('all.json', { sites: [entry('a', { SITE_TIME_ZONE: 'Europe/Oslo' }), entry('b')] });
  await until('it is read', () => timeZoneOf('a') === 'Europe/Oslo');
});
