import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';
import { type BulkServer, fileOf, ndjson, patientRow, playExport, startBulkServer } from './bulk-server.ts';
import { newFolder, removeFolders } from './folders.ts';
import { runExport, start } from './run-export.ts';

const wellKnown = '/fhir/.well-known/smart-configuration';
const keys: Record<string, { readonly own: JWK; readonly open: JWK }> = {};
for (const alg of ['ES384', 'RS384']) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  keys[alg] = {
    own: { ...(await exportJWK(privateKey)), kid: `key-${alg}` },
    open: { ...(await exportJWK(publicKey)), kid: `key-${alg}`, alg },
  };
}

let server: BulkServer;
beforeEach(async () => {
  server = await startBulkServer();
  playExport(server, { manifest: { requiresAccessToken: true } });
  playSmart();
});
afterEach(() => server.close());
afterAll(removeFolders);

/** A token endpoint that grants `token-1`, `token-2` … */
function playSmart(configuration: object = {}, grant: object = {}) {
  const { origin } = server;
  server.on('GET', wellKnown, {
    body: { token_endpoint: `${origin}/token`, capabilities: ['permission-v2'], ...configuration },
  });
  let granted = 0;
  server.on('POST', '/token', () => {
    granted += 1;
    return { body: { access_token: `token-${granted}`, token_type: 'bearer', expires_in: 300, ...grant } };
  });
}

const clientOf = (more: object = {}, alg = 'ES384') => ({
  authorisation: { clientId: 'secure-base', key: keys[alg]?.own, ...more },
});
const formOf = (n: number) => new URLSearchParams(server.of('/token')[n]?.body);
const bearers = () => server.requests.map(({ headers }) => headers.authorization);

describe('the assertion', () => {
  test.each([
    'ES384',
    'RS384',
  ])('is signed with %s, for the token endpoint, for five minutes at most, and used once', async (alg) => {
    const { result } = await runExport({ base: server.base, client: clientOf({}, alg) });
    expect(result?.rows).toBe(3);
    await runExport({ base: server.base, client: clientOf({}, alg) });
    const [first, second] = [formOf(0), formOf(1)];
    expect(Object.fromEntries(first)).toEqual({
      grant_type: 'client_credentials',
      scope: 'system/*.rs',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
    });
    const assertion = first.get('client_assertion') ?? '';
    const { payload, protectedHeader } = await jwtVerify(
      assertion,
      createLocalJWKSet({ keys: [keys[alg]?.open ?? {}] }),
      {
        issuer: 'secure-base',
        subject: 'secure-base',
        audience: `${server.origin}/token`,
        algorithms: [alg],
        typ: 'JWT',
        currentDate: new Date(start),
      },
    );
    expect(protectedHeader.kid).toBe(`key-${alg}`);
    expect((payload.exp ?? 0) - start / 1000).toBeGreaterThan(60);
    expect((payload.exp ?? 0) - start / 1000).toBeLessThanOrEqual(300);
    const jtis = [assertion, second.get('client_assertion') ?? ''].map((one) => decodeJwt(one).jti);
    expect(new Set(jtis).size).toBe(2);
    expect(jtis[0]).toMatch(/^[\da-f-]{36}$/);
    expect(server.of('/token')[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test.each([
    [{ capabilities: ['permission-v1'] }, {}, 'system/*.read'],
    [{ capabilities: ['permission-v1', 'permission-v2'] }, {}, 'system/*.rs'],
    [{ capabilities: [], scopes_supported: ['openid', 'system/*.read'] }, {}, 'system/*.read'],
    [{ capabilities: [], scopes_supported: ['system/*.read', 'system/*.rs'] }, {}, 'system/*.rs'],
    [{ capabilities: undefined }, {}, 'system/*.rs'],
    [{}, { scope: 'system/Patient.rs system/Encounter.rs' }, 'system/Patient.rs system/Encounter.rs'],
  ])('asks for what the server knows, %j, or the file says, %j', async (configuration, more, scope) => {
    playSmart(configuration);
    await runExport({ base: server.base, client: clientOf(more) });
    expect(formOf(0).get('scope')).toBe(scope);
  });
});

describe('the token', () => {
  test('goes with what the FHIR server asks it for, and not with its smart-configuration', async () => {
    await runExport({ base: server.base, client: clientOf() });
    const with1 = server.requests.filter(({ headers }) => headers.authorization === 'Bearer token-1');
    expect(new Set(with1.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set(['POST /fhir/Patient/$export', 'GET /status', 'GET /files/1', 'GET /files/2', 'DELETE /status']),
    );
    expect(server.of(wellKnown)[0]?.headers.authorization).toBeUndefined();
    expect(server.of('/token')).toHaveLength(1);
  });

  test('does not go with files that need none', async () => {
    playExport(server, { manifest: { requiresAccessToken: false } });
    const { result } = await runExport({ base: server.base, client: clientOf() });
    expect(result?.rows).toBe(3);
    const files = server.requests.filter(({ path }) => path.startsWith('/files/'));
    expect(files.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(server.of('/status', 'DELETE')[0]?.headers.authorization).toBe('Bearer token-1');
  });

  test.each([
    true,
    false,
  ])('never goes to another origin, redirected or not, even if it asks for it: %s', async (redirected) => {
    const other = await startBulkServer();
    try {
      other.on('GET', '/bucket/1', fileOf(ndjson(patientRow)));
      const url = redirected ? `${server.origin}/files/1` : `${other.origin}/bucket/1`;
      playExport(server, { manifest: { requiresAccessToken: true, output: [{ type: 'Patient', url }] } });
      server.on('GET', '/files/1', { status: 302, headers: { location: `${other.origin}/bucket/1` } });
      const refused = await runExport({ base: server.base, client: clientOf() });
      expect(refused.refusal?.reason).toBe('address');
      expect(other.requests).toEqual([]);
      const { result } = await runExport({ base: server.base, client: { ...clientOf(), files: [other.origin] } });
      expect(result?.rows).toBe(1);
      expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
      expect(server.of('/files/1')[0]?.headers.authorization).toBe(redirected ? 'Bearer token-1' : undefined);
    } finally {
      await other.close();
    }
  });

  test('is renewed before it expires', async () => {
    server.on(
      'GET',
      '/status',
      { status: 202, headers: { 'retry-after': '239' } },
      { status: 202, headers: { 'retry-after': '2' } },
      { body: { transactionTime: '2026-11-30T09:00:00Z', output: [] } },
    );
    await runExport({ base: server.base, client: clientOf() });
    expect(server.of('/status').map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-2',
    ]);
  });

  test('is asked for once for all files, and once more where it is refused', async () => {
    const output = [1, 2, 3, 4].map((n) => ({ type: 'Patient', url: `${server.origin}/files/${n}` }));
    playExport(server, { manifest: { requiresAccessToken: true, output } });
    for (const n of [1, 2, 3, 4])
      server.on('GET', `/files/${n}`, ({ headers }) =>
        headers.authorization === 'Bearer token-1' ? { status: 401 } : fileOf(ndjson(patientRow)),
      );
    const { result } = await runExport({ base: server.base, client: clientOf() });
    expect(result?.rows).toBe(4);
    expect(server.of('/token')).toHaveLength(2);
  });

  test('that is refused twice ends the export', async () => {
    server.on('GET', '/status', { status: 401 });
    const { refusal } = await runExport({ base: server.base, client: clientOf() });
    expect(refusal).toEqual({ reason: 'authorisation', line: 'the FHIR server could not make the export: HTTP 401' });
    expect(server.of('/status', 'GET')).toHaveLength(2);
  });

  test('is in no file and no line', async () => {
    server.on('GET', '/files/2', { status: 404 });
    server.on('DELETE', '/status', { status: 500 });
    const folder = newFolder();
    const { lines, refusal } = await runExport({ base: server.base, client: clientOf(), folder });
    expect(bearers()).toContain('Bearer token-1');
    const { readFileSync } = await import('node:fs');
    const state = ['state.json', 'files.ndjson'].map((name) =>
      readFileSync(join(folder, 'practice.part', `export-${name}`), 'utf8'),
    );
    const said = [...lines, ...state, refusal?.line].join('\n');
    expect(said).not.toMatch(/token-|eyJ|Bearer/);
    expect(said).not.toContain(String(keys.ES384?.own.d));
  });
});

describe('a token endpoint', () => {
  test('may be elsewhere where the client file names it, which is then its audience', async () => {
    const other = await startBulkServer();
    try {
      const tokenEndpoint = `${other.origin}/oauth/token`;
      playSmart({ token_endpoint: tokenEndpoint });
      const { refusal } = await runExport({ base: server.base, client: clientOf() });
      expect(refusal?.line).toContain(`${other.origin}, which is not in tokenEndpoint of the client file`);
      expect(other.requests).toEqual([]);
      other.on('POST', '/oauth/token', { body: { access_token: 'elsewhere', token_type: 'Bearer' } });
      server.on('GET', wellKnown, { status: 404 });
      const { result } = await runExport({ base: server.base, client: clientOf({ tokenEndpoint }) });
      expect(result?.rows).toBe(3);
      const form = new URLSearchParams(other.requests[0]?.body);
      expect(decodeJwt(form.get('client_assertion') ?? '').aud).toBe(tokenEndpoint);
    } finally {
      await other.close();
    }
  });

  test.each([
    [
      { status: 400, body: { error: 'invalid_scope', error_description: 'Ann' } },
      /HTTP 400 \(invalid_scope; scope in the client file/,
    ],
    [{ status: 401, body: { error: 'invalid_client' } }, /HTTP 401 \(invalid_client\)$/],
    [{ status: 500, body: '<html>Ann' }, /HTTP 500 \(no code\)$/],
    [{ body: { access_token: 'two words', token_type: 'bearer' } }, /HTTP 200 \(no code\)$/],
    [{ body: { access_token: 'secret', token_type: 'mac' } }, /HTTP 200 \(no code\)$/],
    [{ status: 307, headers: { location: '/files/1' } }, /HTTP 307 \(no code\)$/],
  ])('that gives none: %j', async (answer, line) => {
    server.on('POST', '/token', answer);
    const { refusal } = await runExport({ base: server.base, client: clientOf() });
    expect(refusal).toEqual({ reason: 'authorisation', line: expect.stringMatching(line) });
    expect(refusal?.line).not.toMatch(/Ann|secret/);
    expect(server.of('/fhir/Patient/$export')).toEqual([]);
  });

  test('that takes other signatures is not asked', async () => {
    playSmart({ token_endpoint_auth_signing_alg_values_supported: ['RS384'] });
    expect((await runExport({ base: server.base, client: clientOf() })).refusal?.line).toMatch(
      /no signatures of ES384/,
    );
    expect(server.of('/token')).toEqual([]);
    expect((await runExport({ base: server.base, client: clientOf({}, 'RS384') })).refusal).toBeUndefined();
  });

  test.each([
    { status: 404 },
    { body: '{}' },
    { body: 'no' },
  ])('that nobody names is asked for in the client file: %j', async (answer) => {
    server.on('GET', wellKnown, answer);
    const { refusal } = await runExport({ base: server.base, client: clientOf() });
    expect(refusal?.reason).toBe('authorisation');
    expect(refusal?.line).toMatch(/tokenEndpoint in the client file/);
  });
});

test('stopped after its token has expired, the job is ended with another one', async () => {
  server.on('GET', '/status', { status: 202, headers: { 'retry-after': '400' } });
  const stopping = new AbortController();
  const run = { base: server.base, client: clientOf(), signal: stopping.signal, onWait: () => stopping.abort() };
  expect((await runExport(run)).refusal?.reason).toBe('stopped');
  expect(server.of('/status', 'DELETE')[0]?.headers.authorization).toBe('Bearer token-2');
});

test('the key may be in a file of its own', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'key.json'), JSON.stringify(keys.ES384?.own), { mode: 0o600 });
  const { result, lines } = await runExport({ base: server.base, folder, client: clientOf({ key: 'key.json' }) });
  expect(result?.rows).toBe(3);
  expect(lines.join()).not.toMatch(/private key/);
});
