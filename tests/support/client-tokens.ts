import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A client's key. Its signatures are made with node:crypto alone, so that a token may say whatever a test wants. */
export interface ClientKey {
  readonly algorithm: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public key. */
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly pem: string;
  sign(text: string): Buffer;
}

export type Change = { readonly header?: object; readonly claims?: object };

/** The client of which the tests speak where they name no other. */
export const issuer = 'https://ehr.example.org';
/** Where callers reach the service: there is a proxy in front of it. */
export const publicUrl = 'https://cds.example.org';
export const serviceUrl = '/cds-services/secure-base-patient-view';

/** A key on P-384, for ES384. */
export function ecKey(kid: string = randomUUID()): ClientKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return keyOf('ES384', kid, publicKey, privateKey);
}

/** An RSA key, for RS384 or another algorithm on SHA-384. */
export function rsaKey(kid: string = randomUUID()): ClientKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keyOf('RS384', kid, publicKey, privateKey);
}

function keyOf(algorithm: string, kid: string, publicKey: KeyObject, privateKey: KeyObject): ClientKey {
  return {
    algorithm,
    kid,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid },
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: (text) => sign('sha384', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** A good token for the call of `path`, but for what is changed; a part that is changed to undefined is left out. */
export function tokenFor(key: ClientKey, path: string = serviceUrl, { header, claims }: Change = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: `${publicUrl}${path}`, iat: now, exp: now + 300, jti: randomUUID() };
  return signed({ alg: key.algorithm, kid: key.kid, typ: 'JWT', ...header }, { ...usual, ...claims }, key.sign);
}

/** A token of these parts, whatever they are. */
export function signed(header: object, claims: object, signWith: (text: string) => Buffer): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${signWith(text).toString('base64url')}`;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A TRUSTED_CLIENTS file, with other files beside it. */
export function clientsFile(clients: readonly object[], beside: Readonly<Record<string, object>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'secure-base-'));
  for (const [name, value] of Object.entries({ ...beside, 'clients.json': { clients } }))
    writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, 'clients.json');
}

/** Settings of a service that lets these clients in. */
export function trusting(clients: readonly object[], beside?: Readonly<Record<string, object>>) {
  const TRUSTED_CLIENTS = clientsFile(clients, beside);
  const PSEUDONYM_KEY = '0123456789abcdef'.repeat(4);
  return { DEMO: 'off', AS_OF: '', FHIR_SERVERS: '', PUBLIC_URL: publicUrl, TRUSTED_CLIENTS, PSEUDONYM_KEY };
}

/** A server of key sets on a free port of 127.0.0.1, which counts how often it is asked. */
export interface KeyServer {
  readonly address: string;
  asked(): number;
  /** What it answers from now on. */
  answer(keys: readonly object[], other?: { readonly status?: number; readonly location?: string }): void;
  close(): Promise<void>;
}

export async function startKeyServer(keys: readonly object[]): Promise<KeyServer> {
  let now: { keys: readonly object[]; status?: number; location?: string } = { keys };
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    const { status = 200, location } = now;
    response.writeHead(status, { 'content-type': 'application/jwk-set+json', ...(location && { location }) });
    response.end(JSON.stringify({ keys: now.keys }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    answer: (others, other = {}) => {
      now = { keys: others, ...other };
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
