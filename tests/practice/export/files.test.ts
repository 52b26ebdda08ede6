import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileRefusal } from '#src/practice/export/files.ts';
import { isExportRefusal } from '#src/practice/export/refusal.ts';
import {
  type Answer,
  type BulkServer,
  fileOf,
  ndjson,
  playExport,
  type Received,
  sizeReached,
  startBulkServer,
} from './bulk-server.ts';
import { newFolder, removeFolders } from './folders.ts';
import { runExport } from './run-export.ts';

const rows = ndjson(...Array.from({ length: 40 }, (_, n) => ({ resourceType: 'Patient', id: `patient-${n}` })));
const whole = Buffer.from(rows);
let server: BulkServer;
let folder: string;
beforeEach(async () => {
  server = await startBulkServer();
  folder = newFolder();
  playOne();
});
afterEach(() => server.close());
afterAll(removeFolders);

/** One file of 40 rows, of which the manifest may say more. */
function playOne(more: object = {}, manifestHeaders: Readonly<Record<string, string>> = {}) {
  const output = [{ type: 'Patient', url: `${server.origin}/files/1`, count: 40, ...more }];
  playExport(server, { manifest: { output }, manifestHeaders });
}

const textIn = (folder: string) => readFileSync(join(folder, 'Patient.001.ndjson'), 'utf8');
const fetches = () => server.of('/files/1', 'GET');
const rangeOf = ({ headers }: Received) => headers.range;

/** An answer that is cut after these bytes of it, once the file has so many. */
function cut(answer: Answer, cutAfter: number, written = cutAfter): Answer {
  const part = join(folder, 'practice.part', 'Patient.001.ndjson.part');
  return { ...answer, cutAfter, arrived: () => sizeReached(part, written) };
}

/** The rest of the file, as a range is answered. */
function rest({ headers }: Received) {
  const offset = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]);
  const range = `bytes ${offset}-${whole.length - 1}/${whole.length}`;
  return { status: 206, headers: { 'content-range': range }, body: whole.subarray(offset) };
}

describe('a file whose connection breaks off', () => {
  test('is resumed where it ended, as long as it is the same', async () => {
    server.on('GET', '/files/1', cut(fileOf(whole, { etag: '"v1"' }), 100), rest);
    const { result, into, refusal } = await runExport({ base: server.base, folder });
    expect(refusal).toBeUndefined();
    expect(result).toMatchObject({ rows: 40, bytes: whole.length });
    expect(textIn(into)).toBe(rows);
    const [first, second] = fetches();
    expect(first?.headers['accept-encoding']).toBe('gzip');
    expect(first?.headers.accept).toBe('application/fhir+ndjson');
    expect(second?.headers).toMatchObject({ range: 'bytes=100-', 'if-range': '"v1"', 'accept-encoding': 'identity' });
  });

  test.each([
    ['another begin', `bytes 0-${whole.length - 1}/${whole.length}`],
    ['another length', `bytes 100-${whole.length}/${whole.length + 1}`],
    ['no range', 'bytes'],
  ])('begins anew where a range with %s comes', async (_, range) => {
    const wrong = { status: 206, headers: { 'content-range': range }, body: 'wrong' };
    server.on('GET', '/files/1', cut(fileOf(whole), 100), wrong, fileOf(whole));
    const { into } = await runExport({ base: server.base, folder });
    expect(textIn(into)).toBe(rows);
    expect(fetches().map(rangeOf)).toEqual([undefined, 'bytes=100-', undefined]);
  });

  test('begins anew where the whole comes for a range, or none can be had', async () => {
    server.on('GET', '/files/1', cut(fileOf(whole), 100), fileOf(whole));
    expect(textIn((await runExport({ base: server.base, folder })).into)).toBe(rows);
    folder = newFolder();
    server.on('GET', '/files/1', cut(fileOf(whole), 100), { status: 416 }, fileOf(whole));
    expect(textIn((await runExport({ base: server.base, folder })).into)).toBe(rows);
  });

  test('begins anew where it came packed, or without a length, and then comes as it is', async () => {
    const packed = fileOf(gzipSync(whole), { 'content-encoding': 'gzip' });
    server.on('GET', '/files/1', { ...packed, cutAfter: 60 }, fileOf(whole));
    expect(textIn((await runExport({ base: server.base, folder })).into)).toBe(rows);
    expect(fetches().map(rangeOf)).toEqual([undefined, undefined]);
    expect(fetches()[1]?.headers['accept-encoding']).toBe('identity');
    folder = newFolder();
    server.on('GET', '/files/1', cut({ ...fileOf(whole), chunked: true }, 60), fileOf(whole));
    expect(textIn((await runExport({ base: server.base, folder })).into)).toBe(rows);
    expect(fetches().slice(2).map(rangeOf)).toEqual([undefined, undefined]);
  });

  test('is given up after attempts in a row that bring nothing, and the job ended', async () => {
    server.on('GET', '/files/1', cut(fileOf(whole), 100), { ...fileOf(''), status: 503 });
    const { refusal, into } = await runExport({ base: server.base, folder, limits: { attempts: 4 } });
    expect(refusal).toEqual({ reason: 'file', line: 'Patient.001.ndjson can’t be fetched: HTTP 503' });
    expect(fetches()).toHaveLength(4);
    expect(server.of('/status', 'DELETE')).toHaveLength(1);
    expect(existsSync(into) || existsSync(`${into}.part`)).toBe(false);
  });

  test('is resumed for as long as each attempt brings something', async () => {
    const step = (request: Received) => cut(rest(request), 150, Number(/\d+/.exec(request.headers.range ?? '')) + 150);
    server.on('GET', '/files/1', cut(fileOf(whole), 150), step, step, step, step, rest);
    const { into } = await runExport({ base: server.base, folder, limits: { attempts: 2 } });
    expect(textIn(into)).toBe(rows);
  });
});

test('a packed file is counted as what it is unpacked', async () => {
  server.on('GET', '/files/1', fileOf(gzipSync(whole), { 'content-encoding': 'gzip' }));
  const { result, into } = await runExport({ base: server.base });
  expect(result).toMatchObject({ rows: 40, bytes: whole.length });
  expect(textIn(into)).toBe(rows);
});

test('a packed file that ends in its middle is fetched anew', async () => {
  const half = gzipSync(whole).subarray(0, 80);
  server.on('GET', '/files/1', fileOf(half, { 'content-encoding': 'gzip' }), fileOf(whole));
  expect(textIn((await runExport({ base: server.base })).into)).toBe(rows);
});

test('a small packed file that unpacks to more than a file may have is refused', async () => {
  server.on('GET', '/files/1', fileOf(gzipSync(Buffer.alloc(5_000_000, 32)), { 'content-encoding': 'gzip' }));
  const { refusal } = await runExport({ base: server.base, limits: { fileBytes: 100_000, attempts: 2 } });
  expect(refusal?.reason).toBe('file');
});

test('a file that stops coming is resumed', async () => {
  server.on('GET', '/files/1', { ...fileOf(whole), hangsAfter: 100 }, rest);
  const { into } = await runExport({ base: server.base, limits: { idleMs: 1500 } });
  expect(textIn(into)).toBe(rows);
  expect(fetches().map(rangeOf)).toEqual([undefined, 'bytes=100-']);
});

test('a server that is busy is asked again when it says', async () => {
  server.on('GET', '/files/1', { status: 429, headers: { 'retry-after': '9' } }, { status: 500 }, fileOf(whole));
  const { result, waits } = await runExport({ base: server.base });
  expect(result?.rows).toBe(40);
  expect(waits).toEqual([9000, 2000]);
});

describe('rows', () => {
  test.each([
    ['fewer than the manifest says', ndjson({ resourceType: 'Patient' }), 'has 1 rows, and the manifest says 40'],
    ['one that was cut', `${rows.slice(0, -10)}`, 'row 40 is not a resource in JSON'],
    ['one without a type', `${rows}{"id":"Ann"}\n`, 'row 41 is not a resource in JSON'],
    ['a page of a proxy', '<html>Ann</html>', 'row 1 is not a resource in JSON'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'row 1 is not a resource in JSON'],
  ])('%s: the file is fetched anew, once', async (_, body, fault) => {
    server.on('GET', '/files/1', fileOf(body), fileOf(whole));
    expect(textIn((await runExport({ base: server.base })).into)).toBe(rows);
    server.on('GET', '/files/1', fileOf(body));
    const before = fetches().length;
    const { refusal } = await runExport({ base: server.base });
    expect(refusal).toEqual({ reason: 'file', line: `Patient.001.ndjson: ${fault}` });
    expect(fetches()).toHaveLength(before + 2);
  });

  test('are counted over CRLF, empty lines and a last one without an end', async () => {
    const body = rows.replaceAll('\n', '\r\n\r\n\n').trimEnd();
    server.on('GET', '/files/1', fileOf(body));
    expect((await runExport({ base: server.base })).result?.rows).toBe(40);
  });

  test('longer than a row may be are refused', async () => {
    server.on('GET', '/files/1', fileOf(`${rows}${' '.repeat(3_000_000)}`));
    const { refusal } = await runExport({ base: server.base, limits: { rowBytes: 1_000_000 } });
    expect(refusal?.line).toContain('row 41');
    expect((await runExport({ base: server.base })).refusal?.line).toContain('row 41');
  });

  test('may be none, of a file that is empty', async () => {
    playOne({ count: 0 });
    server.on('GET', '/files/1', fileOf(''));
    expect((await runExport({ base: server.base })).result).toMatchObject({ files: 1, rows: 0 });
  });
});

test.each([
  ['Mon, 30 Nov 2026 08:00:00 GMT', 'expired', /the files of the export have expired$/],
  ['Mon, 30 Nov 2026 10:00:00 GMT', 'file', /can’t be fetched: HTTP 404$/],
])('a file that is no longer there, of files that expire at %s', async (expires, reason, line) => {
  playOne({}, { expires });
  server.on('GET', '/files/1', { status: 404 });
  const { refusal } = await runExport({ base: server.base });
  expect(refusal).toEqual({ reason, line: expect.stringMatching(line) });
  expect(fetches()).toHaveLength(1);
});

test('at most four files are fetched at once, and named in the order of the manifest', async () => {
  const output = Array.from({ length: 9 }, (_, n) => ({ type: 'Patient', url: `${server.origin}/files/${n + 1}` }));
  playExport(server, { manifest: { output } });
  let [open, most] = [0, 0];
  const released = Promise.withResolvers<void>();
  output.forEach((_, n) => {
    server.on('GET', `/files/${n + 1}`, async () => {
      open += 1;
      most = Math.max(most, open);
      if (open === 4) setImmediate(released.resolve);
      await released.promise;
      open -= 1;
      return fileOf(ndjson({ resourceType: 'Patient', id: `of-file-${n + 1}` }));
    });
  });
  const { into } = await runExport({ base: server.base });
  expect(most).toBe(4);
  expect(textIn(into)).toContain('of-file-1"');
  expect(readFileSync(join(into, 'Patient.009.ndjson'), 'utf8')).toContain('of-file-9"');
});

test.each([
  ['ENOSPC', 'disk-full', 'x: the disk is full'],
  ['EDQUOT', 'disk-full', 'x: the disk is full'],
  ['EROFS', 'folder', 'x can’t be written (EROFS)'],
])('%s is one line', (code, reason, line) => {
  const refusal = fileRefusal('x', Object.assign(new Error('at /somewhere'), { code }));
  expect(isExportRefusal(refusal) && [refusal.reason, refusal.message]).toEqual([reason, line]);
});
