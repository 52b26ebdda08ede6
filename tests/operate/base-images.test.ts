import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { thisBuild } from '#src/values/build.ts';

const digestA = `sha256:${'a'.repeat(64)}`;
const digestB = `sha256:${'b'.repeat(64)}`;

const servers: Server[] = [];

async function endServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

afterEach(endServers);

/** A registry on loopback; returns its host and port. */
async function registry(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A registry with these digests by path, which requires a token of every client, as public registries do. */
function registryOf(digests: Readonly<Record<string, string>>): Promise<string> {
  return registry((request, response) => {
    if (request.url?.startsWith('/token?')) return response.end(JSON.stringify({ token: scopeOf(request) }));
    const digest = digests[request.url ?? ''];
    if (digest === undefined) return response.writeHead(404).end();
    const repository = request.url?.split('/').slice(2, -2).join('/');
    if (request.headers.authorization === `Bearer repository:${repository}:pull`)
      return response.writeHead(200, { 'docker-content-digest': digest }).end();
    const challenge = `Bearer realm="http://${request.headers.host}/token",service="here",scope="repository:${repository}:pull"`;
    return response.writeHead(401, { 'www-authenticate': challenge }).end();
  });
}

const scopeOf = ({ url }: IncomingMessage) => new URL(url ?? '', 'http://here').searchParams.get('scope');

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'secure-base-')), 'base-images.env');
  writeFileSync(file, text);
  return file;
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return new Promise((ended) => {
    execFile(command, args, { env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), output: `${stdout}${stderr}` }),
    );
  });
}

const renew = (file: string) => run(process.execPath, ['scripts/base-images.ts', file]);

describe('npm run base-images', () => {
  test('writes the digest from the registry after each tag, and changes nothing else', async () => {
    const host = await registryOf({ '/v2/library/node/manifests/24': digestA, '/v2/owner/other/manifests/1': digestB });
    const file = fileOf(`# A line\nNODE=${host}/library/node:24\n\nOTHER=${host}/owner/other:1@${digestA}\n`);
    const { code, output } = await renew(file);
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(
      `# A line\nNODE=${host}/library/node:24@${digestA}\n\nOTHER=${host}/owner/other:1@${digestB}\n`,
    );
    expect(output).toContain(`${host}/library/node:24 ${digestA}`);
  });

  test('reports unchanged digests', async () => {
    const host = await registryOf({ '/v2/node/manifests/24': digestA });
    const { output } = await renew(fileOf(`NODE=${host}/node:24@${digestA}\n`));
    expect(output).toBe(`${host}/node:24 ${digestA} (unchanged)\n`);
  });

  test.each<readonly [string, RequestListener, string]>([
    ['that knows no such tag', (_, response) => response.writeHead(404).end(), 'answered 404'],
    ['that gives no digest', (_, response) => response.writeHead(200).end(), 'gave no digest'],
    [
      'that gives something else for one',
      (_, response) => response.writeHead(200, { 'docker-content-digest': 'latest' }).end(),
      'gave no digest',
    ],
    ['that wants a login', (_, response) => response.writeHead(401).end(), 'wants a login'],
  ])('of a registry %s, nothing is written, though the other answered', async (_, answer, reason) => {
    const [good, bad] = [await registryOf({ '/v2/node/manifests/24': digestA }), await registry(answer)];
    const text = `NODE=${good}/node:24\nOTHER=${bad}/other:1\n`;
    const file = fileOf(text);
    const { code, output } = await renew(file);
    expect([code, readFileSync(file, 'utf8')]).toEqual([1, text]);
    expect(output).toContain(`${bad} ${reason}`);
    expect(readdirSync(join(file, '..'))).toEqual(['base-images.env']);
  });

  test('reports an unreachable registry, and that the file is unchanged', async () => {
    const host = await registry(() => {});
    await endServers();
    const text = `NODE=${host}/node:24\n`;
    const file = fileOf(text);
    const { code, output } = await renew(file);
    expect([code, readFileSync(file, 'utf8')]).toEqual([1, text]);
    expect(output).toBe(
      `no registry answers at ${host} (ECONNREFUSED)\n${file} is as it was: ` +
        'the digests could not be looked up. Run this where a registry answers.\n',
    );
  });
});

describe('a release build', () => {
  /** Runs the script with this base image and a fake Docker that prints its arguments. */
  const build = (nodeImage: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
    for (const name of ['docker', 'bin']) mkdirSync(join(folder, name));
    for (const file of ['docker/build-release.sh', 'package.json']) cpSync(file, join(folder, file));
    writeFileSync(join(folder, 'docker/base-images.env'), `NODE_IMAGE=${nodeImage}\n`);
    for (const [name, does] of [
      ['docker', 'printf "%s\\n" "$@"'],
      ['git', 'echo 0123abc'],
    ] as const) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${does}\n`);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    const PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
    return run('sh', [join(folder, 'docker/build-release.sh'), 'secure-base:1'], { PATH });
  };

  test('passes the base image by digest and the commit, and labels the build', async () => {
    const { code, output } = await build(`node:24@${digestA}`);
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual(
      expect.arrayContaining([
        'secure-base:1',
        `NODE_IMAGE=node:24@${digestA}`,
        'REVISION=0123abc',
        'org.opencontainers.image.revision=0123abc',
        `org.opencontainers.image.version=${thisBuild().version}`,
        '--pull',
        'org.opencontainers.image.base.name=node:24',
        `org.opencontainers.image.base.digest=${digestA}`,
      ]),
    );
  });

  test('builds nothing without a digest', async () => {
    const { code, output } = await build('node:24');
    expect(code).toBe(1);
    expect(output).toMatch(/^docker\/base-images.env: NODE_IMAGE has no digest.*\n$/);
  });
});
