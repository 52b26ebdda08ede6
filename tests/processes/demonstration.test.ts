import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { HookResponse } from '#src/cds/protocol.ts';
import { clientsFile, ecKey } from '../support/client-tokens.ts';
import { exampleCall, exampleResources } from '../support/example.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { freePort } from '../support/free-port.ts';
import { endServices, startService } from '../support/process.ts';

afterEach(endServices);

/** What the terminal of `npm start` shows, until the demonstration is ready and one chart has been opened. */
async function terminalOf(env: Readonly<Record<string, string>>): Promise<{ shown: string; errors: string }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'demo/start.ts'], {
    env: { PATH: process.env.PATH, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [shown, errors] = [text(child.stdout), text(child.stderr)];
  const address = `http://127.0.0.1:${port}`;
  while ((await fetch(`${address}/health/ready`).catch(() => undefined))?.status !== 200)
    await new Promise((done) => setTimeout(done, 20));
  await fetch(`${address}/cds-services/secure-base-patient-view`, { method: 'POST' });
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { shown: (await shown).replaceAll(address, 'http://here'), errors: await errors };
}

describe('the terminal of npm start', () => {
  test('shows where to open it and what to try, and nothing else', async () => {
    const { shown, errors } = await terminalOf({ LANGUAGE: 'en_GB:en' });
    expect(errors).toBe('');
    expect(shown).not.toContain('{"level"');
    for (const part of [
      '    http://here/demo\n',
      'curl -s http://here/cds-services/secure-base-patient-view',
      'docs/integrate.md',
    ])
      expect(shown).toContain(part);
    expect(shown.trimStart()).toMatch(/^Secure Base is ready/);
  }, 60_000);

  test('shows the log where its level is set, before that', async () => {
    const { shown } = await terminalOf({ LOG_LEVEL: 'info', AUDIT_LOG: 'stdout' });
    expect(shown).toMatch(/"event":"listening".*Secure Base is ready.*"kind":"hook"/s);
  }, 60_000);

  test('warns of a store that outlives the key for pseudonyms', async () => {
    const { errors } = await terminalOf({ STORE_URL: `file:${clientsFile([])}.sqlite` });
    expect(errors).toMatch(/^secure-base: PSEUDONYM_KEY is not set[^\n]+\n$/);
  }, 60_000);

  test('shows how to call it with a token where one is needed', async () => {
    const clients = [{ issuer: 'https://ehr.example.org', jwks: { keys: [ecKey().jwk] } }];
    const { shown, errors } = await terminalOf({ TRUSTED_CLIENTS: clientsFile(clients) });
    expect(errors).toBe('');
    expect(shown).toContain('    http://here/demo\n');
    expect(shown).toContain('token');
    expect(shown).not.toContain('curl');
  }, 60_000);
});

test('the call that it shows is answered with a card', async () => {
  const { child, lines } = await startService({ DEMO: 'on' });
  while (!lines.some(({ stdout }) => String(stdout).includes('Ctrl+C'))) await once(child.stdout, 'data');
  const shown = lines.map(({ stdout }) => stdout).join('\n');
  const [, url = '', body = ''] = /curl -s (\S+) .*? -d '([^']+)'/s.exec(shown) ?? [];
  const headers = { 'content-type': 'application/json' };
  const answer = (await (await fetch(url, { method: 'POST', headers, body })).json()) as HookResponse;
  expect(answer.cards).toHaveLength(1);
}, 60_000);

test('the demonstration waits longer for a slow machine, unless the deadline is set', async () => {
  const server = await startFhirServer({ resources: exampleResources(), delayMs: 500 });
  const { prefetch, ...call } = exampleCall({ hook: 'patient-view' });
  const cardsWith = async (env: Readonly<Record<string, string>>) => {
    const { address } = await startService({ DEMO: 'on', AS_OF: '2026-09-30', FHIR_SERVERS: server.base, ...env });
    const answer = await fetch(`${address}/cds-services/secure-base-patient-view`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...call, fhirServer: server.base }),
    });
    return answer.status === 200 ? ((await answer.json()) as HookResponse).cards.length : answer.status;
  };
  expect(await cardsWith({})).toBe(1);
  expect(await cardsWith({ DEADLINE_MS: '450' })).not.toBe(1);
  await server.close();
}, 60_000);
