import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Response } from 'undici';
import { z } from 'zod';
import type { Credentials } from './client-file.ts';
import { exportRefusal } from './refusal.ts';
import { answered, jsonOf, type Send } from './send.ts';
import type { TokenService } from './smart.ts';

/** The access token of an export, held in memory alone. */
export interface Tokens {
  /** One that is good for a while; undefined where the server asks for none. */
  current(): Promise<string | undefined>;
  /** Another one than this, which the server refused. */
  renew(rejected: string): Promise<string | undefined>;
}

/** Of a server that asks for no authorisation. */
export const noTokens: Tokens = {
  current: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined),
};

const granted = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().default(300),
});

/** Seconds that an assertion is good for; at most five minutes are allowed, and clocks differ. */
const assertionSeconds = 240;

/** A token is renewed a minute before it expires, one of under two minutes at half of its time. */
const renewBeforeMs = 60_000;

interface Held {
  readonly token: string;
  readonly renewAt: number;
}

/**
 * Tokens of SMART Backend Services (SMART App Launch 2.2, 6), asked for once at a time.
 * @param sendTo sends, each time with a signal that ends it
 */
export function createTokens(
  credentials: Credentials,
  service: TokenService,
  sendTo: { readonly send: Send; signal(): AbortSignal; now(): number },
): Tokens {
  let held: Promise<Held> | undefined;
  const ask = () => {
    const asked = requestToken(credentials, service, sendTo);
    held = asked;
    asked.catch(() => {
      if (held === asked) held = undefined;
    });
    return asked;
  };
  const current = async () => {
    const before = held;
    const known = await (before ?? ask());
    if (sendTo.now() < known.renewAt) return known.token;
    return (await (held === before || held === undefined ? ask() : held)).token;
  };
  return {
    current,
    renew: async (rejected) => {
      const before = held;
      // Another request may have asked for a new one already.
      if (before !== undefined && (await before).token !== rejected) return current();
      return (await (held === before || held === undefined ? ask() : held)).token;
    },
  };
}

async function requestToken(
  { clientId, key }: Credentials,
  { endpoint, scope }: TokenService,
  { send, signal, now }: { readonly send: Send; signal(): AbortSignal; now(): number },
): Promise<Held> {
  const seconds = Math.floor(now() / 1000);
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: key.publicKey.alg ?? '', kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint.href)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionSeconds)
    .sign(key.privateKey);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', headers, body: form.toString(), signal: signal() } as const;
  return readToken(answered(await send(endpoint, request), 'the token endpoint'), scope, now);
}

async function readToken(response: Response, scope: string, now: () => number): Promise<Held> {
  const json = await jsonOf(response);
  const { data } = granted.safeParse(response.status === 200 ? json : undefined);
  if (data === undefined) throw tokenRefused(response.status, json, scope);
  const lifeMs = 1000 * data.expires_in;
  return { token: data.access_token, renewAt: now() + lifeMs - Math.min(renewBeforeMs, lifeMs / 2) };
}

/** Codes of RFC 6749, 5.2; a server's own words are not printed. */
const errorCode = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

function tokenRefused(status: number, json: unknown, scope: string) {
  const code = errorCode.safeParse(json).data?.error ?? 'no code';
  const hint = code === 'invalid_scope' ? `; scope in the client file may say another than ${scope}` : '';
  return exportRefusal('authorisation', `the token endpoint gives no token: HTTP ${status} (${code}${hint})`);
}
