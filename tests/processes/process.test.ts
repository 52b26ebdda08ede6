import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { exampleCall, exampleResources } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { endServices, type RunningService, startService } from '../support/process.ts';
import { keptAt } from '../support/stored-rows.ts';

afterEach(endServices);

const folder = () => mkdtempSync(join(tmpdir(), 'secure-base-'));
const openChart = (service: RunningService, change: object = {}) =>
  fetch(`${service.address}/cds-services/secure-base-patient-view`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...exampleCall({ hook: 'patient-view' }), ...change }),
  });

describe('an error outside of any request', () => {
  const failing = (env: Record<string, string>) => startService(env, 'failing-outside-requests.ts');

  test.each([
    ['thrown', 'SIGUSR2', 'SyntaxError'],
    ['a promise that nobody awaits', 'SIGWINCH', 'TypeError ERR_OF_A_LIBRARY'],
  ] as const)('%s ends it with 1, after what waits was stored, and only its class is said', async (_how, signal, said) => {
    const store = `file:${join(folder(), 'store.sqlite')}`;
    const service = await failing({ STORE_URL: store });
    expect((await openChart(service)).status).toBe(200);
    const ended = once(service.child, 'close');
    service.child.kill(signal);
    expect(await ended).toEqual([1, null]);
    expect(service.lines).toContainEqual(expect.objectContaining({ event: 'uncaught', errorClass: said }));
    expect(JSON.stringify(service.lines)).not.toMatch(/Holloway|\b1961\b|JSON|failing-outside/);
    expect((await keptAt(store)).openings).toHaveLength(1);
  });

  test('a second one ends it at once, whoever is still being answered', async () => {
    const server = await startFhirServer({ resources: exampleResources(), delayMs: 8000 });
    const service = await failing({ FHIR_SERVERS: server.base, DEADLINE_MS: '10000' });
    const answer = openChart(service, { prefetch: {}, fhirServer: server.base }).catch(() => 'cut off');
    while (server.requests.length === 0) await new Promise((done) => setTimeout(done, 10));
    const ended = once(service.child, 'exit');
    service.child.kill('SIGUSR2');
    await service.logged(({ event }) => event === 'uncaught');
    const second = performance.now();
    service.child.kill('SIGUSR2');
    expect(await ended).toEqual([1, null]);
    // The first alone would have waited for the answer for nearly two seconds.
    expect(performance.now() - second).toBeLessThan(1500);
    expect(await answer).toBe('cut off');
    await server.close();
  });
});

describe('SIGUSR1', () => {
  test('opens no inspector, and the service goes on', async () => {
    const service = await startService({});
    service.child.kill('SIGUSR1');
    expect((await fetch(`${service.address}/health/live`)).status).toBe(200);
    const ended = once(service.child, 'close');
    service.child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(JSON.stringify(service.lines)).not.toMatch(/debugger|inspector/i);
  });

  test.each(['start', 'dev'])('npm run %s opens none even before the service has begun', async (script) => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [, ...args] = scripts[script].split(' ').filter((arg: string) => arg !== '--watch');
    const waiting = ['--input-type=module', '--eval', 'console.log("ready"); setInterval(() => {}, 1000)'];
    const child = spawn(process.execPath, [...args.slice(0, -1), ...waiting], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, ended] = [text(child.stderr), once(child, 'exit')];
    await once(child.stdout, 'data');
    child.kill('SIGUSR1');
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(await said).toBe('');
  });
});

describe('what it writes', () => {
  const modesIn = (of: string) =>
    readdirSync(of).map((name) => [name, (statSync(join(of, name)).mode & 0o777).toString(8)]);

  test('is for its owner alone', async () => {
    const here = folder();
    const service = await startService({
      STORE_URL: `file:${join(here, 'store.sqlite')}`,
      AUDIT_LOG: join(here, 'audit.log'),
      PSEUDONYM_KEY: '0123456789abcdef'.repeat(4),
    });
    expect((await openChart(service)).status).toBe(200);
    const modes = modesIn(here);
    expect(modes.map(([name]) => name)).toEqual(expect.arrayContaining(['audit.log', 'store.sqlite']));
    expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
    expect(service.lines.filter(({ stderr }) => stderr !== undefined)).toEqual([]);
  });

  test('keeps the mode that a file had before, and says so where others may use it', async () => {
    const here = folder();
    for (const name of ['audit.log', 'store.sqlite']) {
      writeFileSync(join(here, name), '');
      chmodSync(join(here, name), 0o640);
    }
    const service = await startService({
      STORE_URL: `file:${join(here, 'store.sqlite')}`,
      AUDIT_LOG: join(here, 'audit.log'),
    });
    const about = (setting: string) =>
      service.logged(({ stderr }) => String(stderr).startsWith(`secure-base: ${setting}: others`));
    await Promise.all([about('STORE_URL'), about('AUDIT_LOG')]);
    expect(Object.fromEntries(modesIn(here))).toMatchObject({ 'audit.log': '640', 'store.sqlite': '640' });
  });
});
