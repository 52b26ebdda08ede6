import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { exampleCall, exampleResources } from './support/example.ts';
import { startFhirServer } from './support/fhir-server.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', DEMO: 'off', STORE_URL: 'memory:', AUDIT_LOG: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

/** Waits for the line that says where it listens. */
async function addressOf(child: ReturnType<typeof start>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, address } = JSON.parse(line);
    if (event === 'listening') return `http://${address}`;
  }
  throw new Error('it never listened');
}

test.each([
  'SIGTERM',
  'SIGINT',
] as const)('on %s what is in flight is finished, and the process ends with 0', async (signal) => {
  const server = await startFhirServer({ resources: exampleResources(), delayMs: 400 });
  const child = start({ FHIR_SERVERS: server.base, DEADLINE_MS: '5000' });
  const address = await addressOf(child);
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

test('a wrong setting ends it with 1 and one line that names the setting', async () => {
  for (const [name, value] of [
    ['MAX_CARDS', 'many'],
    ['STAFF_DIRECTORY', '/nowhere/staff.json'],
    ['SITE_SETTINGS', '/nowhere/site.json'],
  ] as const) {
    const child = start({ [name]: value });
    const ended = once(child, 'exit');
    const line = await text(child.stderr);
    expect(line).toMatch(new RegExp(`^secure-base: ${name}: [^\\n]+\\n$`));
    expect(await ended).toEqual([1, null]);
  }
}, 20_000);
