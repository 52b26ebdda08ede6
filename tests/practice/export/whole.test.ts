import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { askedTypes } from '#src/practice/export/asked-types.ts';
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

test('a whole export is fetched, named by type and number, and its job ended', async () => {
  playExport(server);
  const { result, into, refusal } = await runExport({ base: server.base });
  expect(refusal).toBeUndefined();
  expect(result).toMatchObject({ transactionTime, files: 2, rows: 3, deleted: 0, isJobEnded: true, issues: {} });
  expect(filesBelow(into)).toEqual(['Encounter.001.ndjson 600', 'Patient.001.ndjson 600', 'manifest.json 600']);
  expect(statSync(into).mode & 0o777).toBe(0o700);
  expect(existsSync(`${into}.part`)).toBe(false);
  expect(readFileSync(join(into, 'Patient.001.ndjson'), 'utf8')).toBe(ndjson(patientRow));
  expect(JSON.parse(readFileSync(join(into, 'manifest.json'), 'utf8'))).toEqual({
    transactionTime,
    requiresAccessToken: false,
    output: [
      { type: 'Patient', url: 'Patient.001.ndjson', count: 1 },
      { type: 'Encounter', url: 'Encounter.001.ndjson', count: 2 },
    ],
    deleted: [],
    outcome: [],
    export: { level: 'patient', types: askedTypes, notAsked: [], issues: {} },
  });
  const methods = server.requests.map(({ method, path }) => `${method} ${path}`);
  expect(methods.slice(0, 2)).toEqual(['POST /fhir/Patient/$export', 'GET /status']);
  expect(methods.slice(2, 4).sort()).toEqual(['GET /files/1', 'GET /files/2']);
  expect(methods.slice(4)).toEqual(['DELETE /status']);
});

test('a server that asks for no authorisation gets no token, and no one is asked for one', async () => {
  playExport(server, { manifest: { requiresAccessToken: true } });
  const { result } = await runExport({ base: server.base });
  expect(result?.rows).toBe(3);
  expect(server.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  expect(server.of('/fhir/.well-known/smart-configuration')).toEqual([]);
});

test('deleted and outcome files have folders of their own, and issues are counted by severity and code alone', async () => {
  const outcome = (severity: string, code: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code, diagnostics: 'Ann Smith, born 1950' }],
  });
  const { origin } = server;
  playExport(server, {
    manifest: {
      error: [{ type: 'OperationOutcome', url: `${origin}/outcomes` }],
      outcome: [{ url: `${origin}/outcomes/2` }],
      deleted: [{ type: 'Bundle', url: `${origin}/deleted` }],
    },
  });
  server.on('GET', '/outcomes', fileOf(ndjson(outcome('error', 'exception'), outcome('warning', 'Ann Smith'))));
  server.on('GET', '/outcomes/2', fileOf(ndjson(outcome('error', 'exception'))));
  server.on('GET', '/deleted', fileOf(ndjson({ resourceType: 'Bundle', type: 'transaction' })));
  const { result, into, lines } = await runExport({ base: server.base });
  expect(result).toMatchObject({ deleted: 1, issues: { 'error exception': 2, 'warning unknown': 1 } });
  expect(filesBelow(into)).toEqual([
    'Encounter.001.ndjson 600',
    'Patient.001.ndjson 600',
    'deleted 700',
    'deleted/Bundle.001.ndjson 600',
    'manifest.json 600',
    'outcomes 700',
    'outcomes/OperationOutcome.001.ndjson 600',
    'outcomes/OperationOutcome.002.ndjson 600',
  ]);
  expect(lines).toContain('the server reports: error exception, 2 times');
  expect(lines.join('\n')).not.toMatch(/Ann|Smith|1950/);
});

test('a job that can’t be ended is mentioned, and one that the server has forgotten is not', async () => {
  playExport(server);
  server.on('DELETE', '/status', { status: 500 });
  const ran = await runExport({ base: server.base });
  expect(ran.result?.isJobEnded).toBe(false);
  expect(ran.lines.at(-1)).toMatch(/did not end its job/);
  server.on('DELETE', '/status', { status: 404 });
  const other = await runExport({ base: server.base });
  expect(other.result?.isJobEnded).toBe(true);
  expect(other.lines.join()).not.toMatch(/did not end/);
});

test('a folder that exists is refused before anybody is asked for anything', async () => {
  playExport(server);
  const { into } = await runExport({ base: server.base });
  const before = server.requests.length;
  const again = await runExport({ base: server.base, folder: join(into, '..'), options: { since: transactionTime } });
  expect(again.refusal).toEqual({
    reason: 'folder',
    line: `${into} exists: each export has a folder of its own, one of changes too`,
  });
  expect(server.requests).toHaveLength(before);
});

test('no address, id or row is in any line', async () => {
  playExport(server);
  const { lines } = await runExport({ base: server.base });
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('\n')).not.toMatch(/127\.0\.0\.1|\/status|ann/);
});
