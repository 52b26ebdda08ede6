import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { type ClientMetadata, type JWK, Provider } from 'oidc-provider';
import { memoryAdapter } from '#demo/auth/memory-adapter.ts';
import { type BulkServer, playExport, startBulkServer } from './bulk-server.ts';
import { removeFolders } from './folders.ts';
import { runExport } from './run-export.ts';

const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
const own = { ...(await exportJWK(privateKey)), kid: 'one' };
const stranger = {
  ...(await exportJWK((await generateKeyPair('ES384', { extractable: true })).privateKey)),
  kid: 'one',
};

let server: BulkServer;
let authorisation: Server;
let issuer: string;
let provider: Provider;
beforeEach(async () => {
  server = await startBulkServer();
  authorisation = createServer((request, response) => void provider.callback()(request, response));
  await new Promise<void>((listening) => authorisation.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(authorisation.address() as AddressInfo).port}`;
  const open = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES384', use: 'sig' } as JWK;
  const client: ClientMetadata = {
    client_id: 'secure-base',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES384',
    jwks: { keys: [open] },
    scope: 'system/*.rs',
  };
  provider = new Provider(issuer, {
    adapter: memoryAdapter([client]),
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: 'ES384' },
    enabledJWA: { idTokenSigningAlgValues: ['ES384'], clientAuthSigningAlgValues: ['ES384'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    jwks: { keys: [{ ...stranger, use: 'sig', alg: 'ES384' } as JWK] },
    scopes: ['system/*.rs'],
    ttl: { ClientCredentials: 300 },
  });
  playExport(server, { manifest: { requiresAccessToken: true } });
  server.on('GET', '/fhir/.well-known/smart-configuration', { body: { token_endpoint: `${issuer}/token` } });
  server.on('POST', '/fhir/Patient/$export', async ({ headers }) => {
    const token = await provider.ClientCredentials.find(headers.authorization?.replace('Bearer ', '') ?? '');
    const isGood = token?.clientId === 'secure-base' && token.scope === 'system/*.rs';
    return isGood ? { status: 202, headers: { 'content-location': `${server.origin}/status` } } : { status: 403 };
  });
});
afterEach(async () => {
  authorisation.closeAllConnections();
  await Promise.all([server.close(), new Promise((closed) => authorisation.close(closed))]);
});
afterAll(removeFolders);

const clientWith = (key: object, clientId = 'secure-base') => ({
  authorisation: { clientId, key, tokenEndpoint: `${issuer}/token` },
});

test('a real authorisation server (oidc-provider) takes the assertion and gives a token that is good', async () => {
  const { result, refusal } = await runExport({ base: server.base, client: clientWith(own), realClock: true });
  expect(refusal).toBeUndefined();
  expect(result?.rows).toBe(3);
});

test.each([
  ['another key', stranger, 'secure-base'],
  ['another client', own, 'somebody-else'],
])('it refuses %s', async (_, key, clientId) => {
  const { refusal } = await runExport({ base: server.base, client: clientWith(key, clientId), realClock: true });
  expect(refusal).toEqual({
    reason: 'authorisation',
    line: 'the token endpoint gives no token: HTTP 401 (invalid_client)',
  });
  expect(server.of('/fhir/Patient/$export')).toEqual([]);
});
