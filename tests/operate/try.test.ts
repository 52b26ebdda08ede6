import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const directory = mkdtempSync(join(tmpdir(), 'secure-base-try-test-'));
const root = join(import.meta.dirname, '../..');

function runTry(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = join(root, 'scripts/try.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

const visit = (id: string, start: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p' },
  period: { start },
  participant: [{ individual: { reference: 'Practitioner/1', display: 'Dr Wren' } }],
});
const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'Ashby' }] };
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

beforeAll(() => {
  mkdirSync(join(directory, 'records/deep'), { recursive: true });
  mkdirSync(join(directory, 'calls'));
  mkdirSync(join(directory, 'nobody/deep'), { recursive: true });
  const write = (file: string, value: unknown) => writeFileSync(join(directory, file), JSON.stringify(value));
  write('records/deep/person.json', bundle(patient, visit('1', '2026-03-02'), visit('2', '2026-03-02')));
  write('records/about-someone.json', visit('3', '2026-04-02'));
  write('nobody/deep/place.json', { resourceType: 'Organization', id: 'o' });
  const prefetch = { patient, encounters: bundle(visit('1', '2026-03-02')) };
  const request = { hook: 'patient-view', context: { patientId: 'p', userId: 'Practitioner/1' }, prefetch };
  const role = {
    resourceType: 'PractitionerRole',
    id: 'r',
    practitioner: { reference: 'Practitioner/1' },
    organization: { reference: 'Organization/1' },
    period: { end: '2026-03-31' },
  };
  write('calls/wrapped.json', { asOf: '2026-03-09', staffDirectory: bundle(role), request });
  write('calls/alone.json', { ...request, hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea' });
});
afterAll(() => rmSync(directory, { recursive: true }));

test('the table has one row per folder, however deeply its files are nested', async () => {
  const { code, out } = await runTry('--table', join(directory, 'records'), join(directory, 'calls'));
  expect([code, out.split('\n')]).toEqual([
    0,
    [
      '| data | people | without enough data | contacts | counted | not counted | cards |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| records | 2 | 0 | 3 | 2 | 1 same-day | – |',
      '| calls | 2 | 0 | 2 | 2 | – | – |',
      '',
    ],
  ]);
});

test('recorded calls are replayed on their day, charts are opened on the day after the last contact', async () => {
  const { out } = await runTry(directory);
  expect(out).toContain('opened on 2026-03-09 by Practitioner/1');
  expect(out).toContain('Ashby (Patient/p), opened on 2026-03-03 by Practitioner/1');
  expect(out).toContain('4 openings: 4 answered');
});

test('a missing path ends it with one line', async () => {
  const path = join(directory, 'nowhere');
  expect(await runTry('--table', path)).toEqual({ code: 2, out: '', err: `${path}: is not there\n` });
});

test('files without a person or a request end it with one line', async () => {
  const path = join(directory, 'nobody');
  const err = `${path}: no person's record and no hook request was found\n`;
  expect(await runTry(path)).toEqual({ code: 2, out: '', err });
  expect(await runTry('--table', path)).toEqual({ code: 2, out: '', err });
});

test('a saved request is one person, by the name in its prefetch', async () => {
  const { code, out } = await runTry(join(directory, 'calls/alone.json'));
  expect(code).toBe(0);
  expect(out).toContain('Ashby (Patient/p), opened on');
  expect(out).toContain('1 openings: 1 answered');
  expect(out).toContain('\nno card\n');
  expect(out).not.toContain('per 100 openings');
});

test('with --explain each detection says why it is silent, or which part was not read', async () => {
  const { code, out } = await runTry('--explain', join(directory, 'records/deep'));
  expect(code).toBe(0);
  expect(out).toMatch(
    /^ {2}silent {7}first-meeting {12}Less than a month of care here is recorded; it looks back over 24\.$/m,
  );
  expect(out).toMatch(
    /^ {2}not-computed continuity-fell {10}It needs who works here, which could not be read: it came neither with the call nor from a server\.$/m,
  );
  const secret = /pregnancy-loss|child-in-hospital/;
  expect(out).not.toMatch(secret);
});

test('with --explain the table has one row per detection', async () => {
  const { out } = await runTry('--explain', '--table', join(directory, 'records'));
  expect(out).toContain('| detection | found | silent because | not computed |\n');
  expect(out).toContain('| `first-meeting` | 0 | 2 observed-too-briefly | – |\n');
  expect(out).toContain('| `continuity-fell` | 0 | – | 2 roles: not-available |\n');
});
