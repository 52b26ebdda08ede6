import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type BulkServer,
  fileOf,
  ndjson,
  patientRow,
  playExport,
  startBulkServer,
  transactionTime,
} from './bulk-server.ts';
import { removeFolders } from './folders.ts';
import { filesBelow, runExport } from './run-export.ts';

let server: BulkServer;
beforeEach(async () => {
  server = await startBulkServer();
});
afterEach(() => server.close());
afterAll(removeFolders);

const namesIn = (folder: string) => filesBelow(folder).map((line) => line.replace(/ \d+$/, ''));
const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

test('parts follow one another by link, and the earliest time counts', async () => {
  playExport(server, { manifest: { link: [{ relation: 'next', url: '/manifests/2' }] } });
  const part = (more: object) => ({
    body: { transactionTime: '2026-11-30T07:00:00Z', requiresAccessToken: false, ...more },
  });
  const output = [{ type: 'Patient', url: `${server.origin}/files/3` }];
  server.on('GET', '/manifests/2', { status: 202 }, part({ output }));
  server.on('GET', '/files/3', fileOf(ndjson(patientRow)));
  const { result, into } = await runExport({ base: server.base });
  expect(result).toMatchObject({ files: 3, rows: 4, transactionTime: '2026-11-30T07:00:00Z' });
  expect(namesIn(into)).toContain('Patient.002.ndjson');
});

test.each(['/status', '/manifests/2'])('parts that lead in a circle by %s are refused', async (next) => {
  playExport(server, { manifest: { link: [{ relation: 'next', url: '/manifests/2' }] } });
  server.on('GET', '/manifests/2', {
    body: { transactionTime, link: [{ relation: 'next', url: `${server.origin}${next}` }] },
  });
  const { refusal } = await runExport({ base: server.base });
  expect(refusal?.reason).toBe('manifest');
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
});

test.each([
  ['files', { files: 1 }],
  ['parts', { manifests: 1 }],
  ['bytes', { jsonBytes: 200 }],
])('a manifest of too many %s is refused', async (_, limits) => {
  playExport(server, { manifest: { link: [{ relation: 'next', url: '/manifests/2' }] } });
  server.on('GET', '/manifests/2', { body: { transactionTime, output: [] } });
  expect((await runExport({ base: server.base, limits: { ...limits, attempts: 2 } })).refusal?.reason).toBe('manifest');
  expect((await runExport({ base: server.base })).refusal).toBeUndefined();
});

test('files organised by patient have no type, and say where they continue', async () => {
  const { origin } = server;
  const output = [
    { url: `${origin}/files/1`, continuesInFile: `${origin}/files/2`, count: 1 },
    { url: `${origin}/files/2`, count: 1 },
  ];
  playExport(server, { manifest: { outputOrganizedBy: 'Patient', output } });
  const header = { resourceType: 'Parameters', parameter: [] };
  server.on('GET', '/files/1', fileOf(ndjson(header, patientRow)));
  server.on('GET', '/files/2', fileOf(ndjson({ resourceType: 'Encounter', id: 'a' })));
  const { result, into } = await runExport({ base: server.base });
  expect(result?.files).toBe(2);
  expect(manifestIn(into)).toMatchObject({
    outputOrganizedBy: 'Patient',
    output: [
      { url: 'Resources.001.ndjson', continuesInFile: 'Resources.002.ndjson', count: 2 },
      { url: 'Resources.002.ndjson' },
    ],
  });
});

test('files of types that nobody asked for are not fetched, and one that is named twice once', async () => {
  const { origin } = server;
  const output = [
    { type: 'Immunization', url: `${origin}/files/3` },
    { type: 'Patient', url: `${origin}/files/1` },
    { type: 'Patient', url: `${origin}/files/1` },
  ];
  playExport(server, { manifest: { output } });
  const { result, lines } = await runExport({ base: server.base });
  expect(result).toMatchObject({ files: 1, leftOut: 1 });
  expect(lines).toContain('1 files of types that were not asked for are left out');
  expect(server.of('/files/3', 'GET')).toEqual([]);
});

test.each([
  ['no time', { transactionTime: undefined }, 'transactionTime'],
  ['a time that is none', { transactionTime: 'yesterday' }, 'transactionTime'],
  ['output that is no list', { output: {} }, 'output'],
  ['a file without an address', { output: [{ type: 'Patient' }] }, 'output.0.url'],
])('a manifest with %s is refused by the name of what is wrong', async (_, manifest, field) => {
  playExport(server, { manifest });
  const { refusal, into } = await runExport({ base: server.base });
  expect(refusal?.reason).toBe('manifest');
  expect(refusal?.line).toContain(`: ${field}: `);
  expect(existsSync(into) || existsSync(`${into}.part`)).toBe(false);
});

test('an outcome in the place of a manifest is refused by its codes', async () => {
  playExport(server);
  const issue = [{ severity: 'fatal', code: 'exception', diagnostics: 'Ann Smith' }];
  server.on('GET', '/status', { body: { resourceType: 'OperationOutcome', issue } });
  const { refusal } = await runExport({ base: server.base });
  expect(refusal?.line).toBe('the FHIR server gives no manifest that can be read: fatal exception');
});

test.each([
  'file:///etc/passwd',
  'http://user:secret@127.0.0.1/x',
  'https://elsewhere.example.org/x',
  'data:,x',
  '//[bad',
])('a file at %s is refused before any is fetched', async (url) => {
  playExport(server, {
    manifest: {
      output: [
        { type: 'Patient', url: '/files/1' },
        { type: 'Patient', url },
      ],
    },
  });
  const { refusal } = await runExport({ base: server.base });
  expect(refusal?.reason).toBe('address');
  expect(refusal?.line).not.toMatch(/secret|passwd/);
  expect(server.of('/files/1', 'GET')).toEqual([]);
});

test.each([
  'http://169.254.169.254',
  'http://[fe80::1]',
])('a file at %s, where clouds have credentials, is asked for once at most', async (origin) => {
  playExport(server, { manifest: { output: [{ type: 'Patient', url: `${origin}/1` }] } });
  const client = { authorisation: 'none', allowHttp: true, allowPrivateAddresses: true, files: [origin] };
  const { refusal, waits } = await runExport({ base: server.base, client });
  expect(refusal?.reason).toBe('address');
  expect(refusal?.line).toMatch(/may not be called/);
  expect(waits).toEqual([]);
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
});
