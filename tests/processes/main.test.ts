import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { exampleCall, exampleResources } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { freePort } from '../support/free-port.ts';
import { endServices, spawnService, startService } from '../support/process.ts';
import { keptAt } from '../support/stored-rows.ts';

afterEach(endServices);

test.each([
  'SIGTERM',
  'SIGINT',
] as const)('on %s what is in flight is finished, and the process ends with 0', async (signal) => {
  const server = await startFhirServer({ resources: exampleResources(), delayMs: 400 });
  const { child, address } = await startService({ FHIR_SERVERS: server.base, DEADLINE_MS: '5000' });
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const answer = fetch(`${address}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...call, fhirServer: server.base }),
  });
  while (server.requests.length === 0) await new Promise((done) => setTimeout(done, 10));
  const ended = once(child, 'exit');
  child.kill(signal);
  expect((await answer).status).toBe(200);
  expect(await ended).toEqual([0, null]);
  await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  await server.close();
}, 20_000);

test('a caller who never sends the rest of a body keeps nothing from being written down', async () => {
  const store = `file:${join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'store.sqlite')}`;
  const { child, address, port } = await startService({ STORE_URL: store });
  const slow = connect(port, '127.0.0.1').on('error', () => {});
  const head = 'host: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
  slow.write(`POST /cds-services/secure-base-patient-view HTTP/1.1\r\n${head}`);
  const answer = await fetch(`${address}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(exampleCall({ hook: 'patient-view' })),
  });
  expect(answer.status).toBe(200);
  const [ended, started] = [once(child, 'exit'), performance.now()];
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - started).toBeLessThan(10_000);
  slow.destroy();
  expect((await keptAt(store)).openings).toHaveLength(1);
}, 20_000);

test('it can be ended while it warms up', async () => {
  const port = await freePort();
  const child = spawnService({ PORT: port });
  const said = text(child.stdout);
  const ended = once(child, 'exit');
  const ready = () => fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  // It listens before it is warm, so this is seldom after it.
  while ((await ready()) === undefined) await new Promise((done) => setTimeout(done, 5));
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await said).toContain('"stopping"');
}, 20_000);

test('a wrong setting ends it with 1 and one line that names the setting', async () => {
  const wrong = {
    MAX_CARDS: 'many',
    STAFF_DIRECTORY: '/nowhere/staff.json',
    SITE_SETTINGS: '/nowhere/site.json',
    TRUSTED_CLIENTS: '/nowhere/clients.json',
  };
  await Promise.all(
    Object.entries(wrong).map(async ([name, value]) => {
      const child = spawnService({ [name]: value });
      const ended = once(child, 'exit');
      const line = await text(child.stderr);
      expect(line).toMatch(new RegExp(`^secure-base: ${name}: [^\\n]+\\n$`));
      expect(await ended).toEqual([1, null]);
    }),
  );
}, 60_000);

test('an address that can’t be had ends it with 1 and one line that names the setting, the last one that it writes', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const elsewhere = { HOST: '192.0.2.1', PUBLIC_URL: 'https://cds.example.org', OPEN_ACCESS: 'true' };
  const key = { PSEUDONYM_KEY: '0123456789abcdef'.repeat(4) };
  for (const [setting, env] of [
    ['PORT', { PORT: String(port) }],
    ['PORT', { PORT: String(port), DEMO: 'on' }],
    ['HOST', { ...elsewhere, ...key }],
  ] as const) {
    const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'terminal');
    const terminal = openSync(file, 'a');
    const child = spawnService(env, undefined, terminal);
    expect(await once(child, 'exit')).toEqual([1, null]);
    closeSync(terminal);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.findIndex((line) => line.startsWith(`secure-base: ${setting}: `))).toBe(lines.length - 1);
  }
  other.close();
}, 60_000);

test('the service itself has no demonstration, and says so', async () => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', DEMO: 'on' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  expect(await text(child.stderr)).toMatch(/^secure-base: DEMO: [^\n]+ npm start [^\n]+\n$/);
  expect(await ended).toEqual([1, null]);
}, 60_000);

test('what is unsafe but allowed is said at every start, whatever level is logged', async () => {
  const key = '0123456789abcdef'.repeat(4);
  const said = async (env: Record<string, string>) => {
    const service = await startService(env);
    if (env.PSEUDONYM_KEY === undefined) await service.logged(({ stderr }) => /PSEUDONYM_KEY/.test(String(stderr)));
    return service.lines.flatMap(({ stderr }) => (stderr === undefined ? [] : [stderr]));
  };
  const file = `file:${join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'store.sqlite')}`;
  const everything = { DEMO: 'on', OPEN_ACCESS: 'true', FHIR_SERVERS: '*', SILENT: 'true', STORE_URL: file };
  expect(await said(everything)).toEqual([
    'secure-base: OPEN_ACCESS=true: anyone may call',
    'secure-base: FHIR_SERVERS=*: any FHIR server may be called',
    'secure-base: PSEUDONYM_KEY is not set: a new one is made for this run',
    'secure-base: SILENT=true: no cards are shown',
  ]);
  expect(await said({ PSEUDONYM_KEY: key })).toEqual([]);
}, 60_000);

describe('although nobody reads what it says', () => {
  /** Its output is not read any more, and there is more of it than a pipe holds. */
  async function unread() {
    const service = await startService({ AUDIT_LOG: 'stderr', LOG_LEVEL: 'debug' });
    service.child.stdout.pause();
    service.child.stderr.pause();
    const call = async () => expect((await fetch(`${service.address}/cds-services`)).status).toBe(200);
    for (let round = 0; round < 100; round += 1) await Promise.all(Array.from({ length: 30 }, call));
    return service.child;
  }

  test('it answers, and ends on SIGTERM once its output is closed', async () => {
    const child = await unread();
    // Closed with something unread in it: the next write fails in another way than those after it.
    child.stdout.destroy();
    child.stderr.destroy();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 30_000);
});
