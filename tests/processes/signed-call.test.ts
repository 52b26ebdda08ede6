import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../support/free-port.ts';
import { endServices, startService } from '../support/process.ts';

afterEach(endServices);

/** The scripts of docs/integrate.md by name, for a service at another port. */
function scripts(port: string): ReadonlyMap<string, string> {
  const page = readFileSync('docs/integrate.md', 'utf8').replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`);
  return new Map([...page.matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name = '', text = '']) => [name, text]));
}

test('the signed call of the documentation is answered with a card by the demonstration', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const port = await freePort();
  for (const [name, text] of scripts(port)) writeFileSync(join(folder, name), text);
  const run = (script: string) => promisify(execFile)(process.execPath, [script], { cwd: folder });
  await run('make-client.mjs');
  const clients = join(folder, 'clients.json');
  const { address } = await startService({ DEMO: 'on', PORT: port, TRUSTED_CLIENTS: clients, DEADLINE_MS: '5000' });
  let { stdout } = await run('call.mjs');
  // On a machine that has much else to do the first call may be shed, and is made again as Retry-After says.
  for (let tries = 0; tries < 5 && stdout.startsWith('503 '); tries += 1) {
    await wait(5000);
    ({ stdout } = await run('call.mjs'));
  }
  expect(stdout).toMatch(/^200 /);
  expect(JSON.parse(stdout.slice(4)).cards).toHaveLength(1);
  expect((await fetch(`${address}/cds-services`)).status).toBe(401);
}, 60_000);
