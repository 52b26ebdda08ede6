import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { retryAfterMs } from '#src/practice/export/retry-after.ts';
import { type BulkServer, playExport, startBulkServer, transactionTime } from './bulk-server.ts';
import { removeFolders } from './folders.ts';
import { runExport, start } from './run-export.ts';

let server: BulkServer;
beforeEach(async () => {
  server = await startBulkServer();
  playExport(server);
});
afterEach(() => server.close());
afterAll(removeFolders);

const working = (headers: Readonly<Record<string, string>> = {}) => ({ status: 202, headers });
const ready = { body: { transactionTime, requiresAccessToken: false, output: [] } };
const outcome = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics: 'at patient Ann Smith' }],
});

test('Retry-After is obeyed, in seconds or as a date', async () => {
  const date = new Date(start + 120_000 + 30_000).toUTCString();
  server.on('GET', '/status', working({ 'retry-after': '120' }), working({ 'retry-after': date }), ready);
  const { result, waits } = await runExport({ base: server.base });
  expect(result?.files).toBe(0);
  expect(waits).toEqual([120_000, 30_000]);
});

test('without it waits grow from 1 to 60 s', async () => {
  server.on('GET', '/status', ...Array.from({ length: 8 }, () => working()), ready);
  const { waits } = await runExport({ base: server.base });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => 1000 * seconds));
});

test('what passes is waited for: too many requests, a gateway, an outcome that says so', async () => {
  const passing = [
    { status: 429, headers: { 'retry-after': '5' } },
    { status: 503 },
    { status: 502, body: '<html>' },
    { status: 500, body: outcome('transient') },
    { status: 200, body: '{"transactionTime":', cutAfter: 5 },
  ];
  server.on('GET', '/status', ...passing, ready);
  const { result, waits } = await runExport({ base: server.base });
  expect(result?.files).toBe(0);
  expect(waits[0]).toBe(5000);
  expect(server.of('/status', 'GET')).toHaveLength(6);
});

test.each([
  [{ status: 500, body: outcome('processing') }, 'job', 'HTTP 500 (processing)'],
  [{ status: 400, body: outcome('too-costly') }, 'job', 'HTTP 400 (too-costly)'],
  [{ status: 403 }, 'authorisation', 'HTTP 403'],
])('what does not pass ends the export, and the job: %j', async (answer, reason, answered) => {
  server.on('GET', '/status', answer);
  const { refusal } = await runExport({ base: server.base });
  expect(refusal).toEqual({ reason, line: `the FHIR server could not make the export: ${answered}` });
  expect(server.of('/status', 'GET')).toHaveLength(1);
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
});

test('a server that stays unavailable is not asked for ever', async () => {
  server.on('GET', '/status', { status: 503 });
  const { refusal } = await runExport({ base: server.base, limits: { attempts: 5 } });
  expect(refusal?.line).toBe('the FHIR server could not make the export: HTTP 503');
  expect(server.of('/status', 'GET')).toHaveLength(5);
});

test('patience ends, after one last look, and the job with it', async () => {
  server.on('GET', '/status', working({ 'retry-after': '50' }));
  const { refusal, waits } = await runExport({ base: server.base, options: { patience: '2m' } });
  expect(refusal).toEqual({
    reason: 'patience',
    line: 'the FHIR server was not ready in time; --patience gives it more',
  });
  expect(waits).toEqual([50_000, 50_000, 20_000]);
  expect(server.of('/status', 'DELETE')).toHaveLength(1);
});

test('a job that the server does not know is not waited for', async () => {
  server.on('GET', '/status', working(), { status: 404 });
  const { refusal } = await runExport({ base: server.base });
  expect(refusal?.reason).toBe('job');
});

test('progress is shown as a number alone, once', async () => {
  const at = (progress: string) => working({ 'x-progress': progress });
  server.on('GET', '/status', at('40% of Ann Smith'), at('40 %'), at('Ann Smith'), at('90.5%'), ready);
  const { lines } = await runExport({ base: server.base });
  expect(lines.filter((line) => line.includes('%'))).toEqual(['the server is at 40 %', 'the server is at 90 %']);
  expect(lines.join()).not.toMatch(/Ann/);
});

test('a status may be elsewhere on an origin that the client file names, and nowhere else', async () => {
  const other = await startBulkServer();
  try {
    other.on('GET', '/status', ready);
    const location = { status: 202, headers: { 'content-location': `${other.origin}/status` } };
    server.on('POST', '/fhir/Patient/$export', location);
    const { refusal } = await runExport({ base: server.base });
    expect(refusal?.reason).toBe('address');
    expect(refusal?.line).toContain(`${other.origin}, which is not in files of the client file`);
    expect(other.requests).toEqual([]);
    const client = { authorisation: 'none', files: [other.origin] };
    expect((await runExport({ base: server.base, client })).result?.files).toBe(0);
    expect(other.of('/status', 'DELETE')).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test.each([
  ['120', 120_000],
  [' 5 ', 5000],
  ['0', 0],
  ['Mon, 30 Nov 2026 09:00:10 GMT', 10_000],
  ['Mon, 30 Nov 2026 08:00:00 GMT', 0],
  ['-5', undefined],
  ['1.5', undefined],
  ['99999999999', undefined],
  ['2026-11-30', undefined],
  ['tomorrow', undefined],
])('Retry-After %j', (value, ms) => {
  expect(retryAfterMs(value, start)).toBe(ms);
});
