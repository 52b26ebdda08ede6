import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
/** npm caches responses by URL, and a port may be reused. */
const cache = mkdtempSync(join(tmpdir(), 'secure-base-npm-'));
const advisory = 'https://github.com/advisories/GHSA-0000-0000-0000';

/** Runs the scan with npm's registry set to a stub. */
async function scan(answer: RequestListener): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const npm_config_registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ended = await new Promise<{ code: number; lines: string[] }>((resolve) => {
    const env = { ...process.env, npm_config_registry, npm_config_cache: cache };
    execFile(process.execPath, ['scripts/audit-dependencies.ts'], { env }, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trimEnd().split('\n') }),
    );
  });
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return ended;
}

/** An advisory service with advisories for these packages, which also checks that each was queried. */
function knowing(names: readonly string[]): RequestListener {
  const known = { id: 1, url: advisory, title: 'x', severity: 'high', vulnerable_versions: '*', cwe: [], cvss: {} };
  return ({ method, url }, response) => {
    if (method === 'POST') {
      response.end(JSON.stringify(Object.fromEntries(names.map((name) => [name, [known]]))));
      return;
    }
    const name = decodeURIComponent(url?.slice(1) ?? '');
    const { version } = lock.packages[`node_modules/${name}`];
    response.end(JSON.stringify({ name, versions: { [version]: { name, version } } }));
  };
}

describe('the scan of dependencies', () => {
  test('lists advisories, for production and for all packages, and does not fail', async () => {
    const { code, lines } = await scan(knowing(['undici', 'typescript']));
    expect(code).toBe(0);
    const undici = expect.stringMatching(/^ {2}undici \(high\): .*GHSA-0000-0000-0000/);
    const typescript = expect.stringMatching(/^ {2}typescript \(high\): .*GHSA-0000-0000-0000/);
    const second = lines.findIndex((line) => line.startsWith('With what builds and tests it: '));
    expect(lines[0]).toMatch(/^In production: [1-9]\d* of \d+ packages have known vulnerabilities$/);
    expect(lines.slice(0, second)).toEqual(expect.arrayContaining([undici]));
    expect(lines.slice(0, second)).not.toEqual(expect.arrayContaining([typescript]));
    expect(lines.slice(second)).toEqual(expect.arrayContaining([undici, typescript]));
  });

  test('reports that there are no advisories', async () => {
    const { code, lines } = await scan(knowing([]));
    expect([code, lines]).toEqual([
      0,
      [
        expect.stringMatching(/^In production: 0 of [1-9]\d+ packages/),
        expect.stringMatching(/^With what builds and tests it: 0 of [1-9]\d+ packages/),
      ],
    ]);
  });

  test.each<readonly [string, RequestListener]>([
    ['refuses', (_, response) => response.writeHead(405).end()],
    ['answers something else', (_, response) => response.end('<html>')],
    ['hangs up', (_, response) => response.destroy()],
  ])('says that it could not be made where the service %s, and does not fail', async (_, answer) => {
    const { code, lines } = await scan(answer);
    expect([code, lines]).toEqual([
      0,
      [
        expect.stringMatching(/^In production: COULD NOT BE SCANNED \(.+\)$/),
        expect.stringMatching(/^With what builds and tests it: COULD NOT BE SCANNED \(.+\)$/),
      ],
    ]);
  });
});
