import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type BulkServer,
  fileOf,
  ndjson,
  patientRow,
  playExport,
  type Received,
  sizeReached,
  startBulkServer,
} from './bulk-server.ts';
import { newFolder, removeFolders } from './folders.ts';
import { filesBelow, runExport } from './run-export.ts';

let server: BulkServer;
beforeEach(async () => {
  server = await startBulkServer();
  playExport(server);
});
afterEach(() => server.close());
afterAll(removeFolders);

const isLeft = (into: string) => existsSync(into) || existsSync(`${into}.part`);
const encounters = ndjson({ resourceType: 'Encounter', id: 'a' }, { resourceType: 'Encounter', id: 'b' });

test('stopped while it waits, the job is ended and nothing is left', async () => {
  server.on('GET', '/status', { status: 202 });
  const stopping = new AbortController();
  const { refusal, into } = await runExport({
    base: server.base,
    signal: stopping.signal,
    onWait: () => stopping.abort(),
  });
  expect(refusal?.reason).toBe('stopped');
  expect(server.requests.at(-1)).toMatchObject({ method: 'DELETE', path: '/status' });
  expect(isLeft(into)).toBe(false);
});

test('stopped while files come, the job is ended and nothing is left', async () => {
  const stopping = new AbortController();
  server.on('GET', '/files/1', () => {
    setImmediate(() => stopping.abort());
    return { ...fileOf(encounters), hangsAfter: 10 };
  });
  const { refusal, into } = await runExport({ base: server.base, signal: stopping.signal });
  expect(refusal?.reason).toBe('stopped');
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
  expect(isLeft(into)).toBe(false);
});

test('stopped while the job begins, it is ended as soon as the server says where it is', async () => {
  const stopping = new AbortController();
  server.on('POST', '/fhir/Patient/$export', async () => {
    stopping.abort();
    await new Promise((next) => setImmediate(next));
    return { status: 202, headers: { 'content-location': `${server.origin}/status` } };
  });
  const { refusal, into } = await runExport({ base: server.base, signal: stopping.signal });
  expect(refusal?.reason).toBe('stopped');
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  expect(isLeft(into)).toBe(false);
});

test('stopped while a job begins that never does, it is not waited for', async () => {
  const stopping = new AbortController();
  server.on('POST', '/fhir/Patient/$export', () => {
    stopping.abort();
    return { status: 202, body: 'more', hangsAfter: 0 };
  });
  const limits = { endMs: 20 };
  const { refusal } = await runExport({ base: server.base, signal: stopping.signal, limits });
  expect(refusal?.reason).toBe('stopped');
});

test('stopped before it begins, nobody is asked for anything', async () => {
  const { refusal, into } = await runExport({ base: server.base, signal: AbortSignal.abort() });
  expect(refusal?.reason).toBe('stopped');
  expect(server.requests).toEqual([]);
  expect(isLeft(into)).toBe(false);
});

/** An export that ends without its job, as after kill -9: a file is there, half of another, and the state. */
async function left() {
  const folder = newFolder();
  const arrived = () => sizeReached(join(folder, 'practice.part', 'Encounter.001.ndjson.part'), 20);
  server.on('GET', '/files/2', { ...fileOf(encounters, { etag: '"v1"' }), cutAfter: 20, arrived }, { status: 404 });
  server.on('DELETE', '/status', { status: 503 });
  const ran = await runExport({ base: server.base, folder, limits: { atOnce: 1 } });
  expect(ran.refusal?.reason).toBe('file');
  expect(ran.lines.at(-1)).toContain(`${ran.into}.part is left`);
  const before = server.requests.length;
  server.on('DELETE', '/status', { status: 202 });
  return { folder, part: `${ran.into}.part`, before };
}

test('what is left is for its owner alone, without any whole folder', async () => {
  const { part } = await left();
  expect(statSync(part).mode & 0o777).toBe(0o700);
  expect(filesBelow(part)).toEqual([
    'Encounter.001.ndjson.part 600',
    'Patient.001.ndjson 600',
    'export-files.ndjson 600',
    'export-state.json 600',
  ]);
});

test('the same export goes on with it: no new job, whole files not again, the other from where it ended', async () => {
  const { folder, part, before } = await left();
  server.on('GET', '/files/2', ({ headers }: Received) => {
    expect(headers).toMatchObject({ range: 'bytes=20-', 'if-range': '"v1"' });
    const range = `bytes 20-${encounters.length - 1}/${encounters.length}`;
    return { status: 206, headers: { 'content-range': range }, body: encounters.slice(20) };
  });
  const { result, into } = await runExport({ base: server.base, folder });
  expect(result).toMatchObject({ files: 2, rows: 3, isJobEnded: true });
  expect(readFileSync(join(into, 'Encounter.001.ndjson'), 'utf8')).toBe(encounters);
  expect(server.requests.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /status',
    'GET /files/2',
    'DELETE /status',
  ]);
  expect(existsSync(part)).toBe(false);
  expect(filesBelow(into).map((line) => line.split(' ')[0])).toEqual([
    'Encounter.001.ndjson',
    'Patient.001.ndjson',
    'manifest.json',
  ]);
});

test('a whole file that was changed since, or is another one now, is fetched again', async () => {
  const { folder, part } = await left();
  writeFileSync(join(part, 'Patient.001.ndjson'), `${ndjson(patientRow).slice(0, -3)}ann`);
  server.on('GET', '/files/2', fileOf(encounters));
  const { into } = await runExport({ base: server.base, folder });
  expect(readFileSync(join(into, 'Patient.001.ndjson'), 'utf8')).toBe(ndjson(patientRow));
  expect(server.of('/files/1', 'GET')).toHaveLength(2);
});

test('a job that is gone is begun anew, and what is left is thrown away', async () => {
  const { folder, before } = await left();
  const manifest = server.of('/status', 'GET').length;
  expect(manifest).toBe(1);
  const { origin } = server;
  server.on(
    'GET',
    '/status',
    { status: 404 },
    { body: { transactionTime: '2026-11-30T09:00:00Z', output: [{ type: 'Patient', url: `${origin}/files/1` }] } },
  );
  const { result, lines, into } = await runExport({ base: server.base, folder });
  expect(result?.files).toBe(1);
  expect(lines).toContain('the server no longer has it; beginning anew');
  expect(server.requests.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /status',
    'POST /fhir/Patient/$export',
    'GET /status',
    'GET /files/1',
    'DELETE /status',
  ]);
  expect(filesBelow(into).map((line) => line.split(' ')[0])).toEqual(['Patient.001.ndjson', 'manifest.json']);
});

test('another export does not go on with it, nor with a folder of anything else', async () => {
  const { folder, part, before } = await left();
  const options = { since: '2026-10-01T00:00:00Z' };
  const { refusal } = await runExport({ base: server.base, folder, options });
  expect(refusal).toEqual({ reason: 'folder', line: `${part} is left of another export; remove it` });
  const other = newFolder();
  mkdirSync(join(other, 'practice.part'));
  writeFileSync(join(other, 'practice.part', 'thesis.txt'), 'mine');
  expect((await runExport({ base: server.base, folder: other })).refusal?.reason).toBe('folder');
  expect(readFileSync(join(other, 'practice.part', 'thesis.txt'), 'utf8')).toBe('mine');
  expect(server.requests).toHaveLength(before);
});

test('a folder that can’t be made is refused in one line', async () => {
  const { refusal } = await runExport({ base: server.base, options: { into: '/nowhere/at/all' } });
  expect(refusal).toEqual({ reason: 'folder', line: '/nowhere/at/all.part can’t be written (ENOENT)' });
});
