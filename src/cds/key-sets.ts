import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { TrustedClient } from './trusted-clients.ts';

/** Fetches a client's keys; never follows a redirect, and connects only where that client's servers may be. */
export type FetchKeys = (client: TrustedClient, url: string, init: RequestInit) => Promise<Response>;

const times = { timeoutDuration: 3000, cooldownDuration: 30_000, cacheMaxAge: 600_000 };

/**
 * The keys of each client, made once for each: pinned ones, or those at its own `jku`, which are cached, and fetched again
 * for a key that is not among them, at most every 30 seconds.
 */
export function createKeySets(fetchKeys: FetchKeys): (client: TrustedClient) => JWTVerifyGetKey {
  const made = new WeakMap<TrustedClient, JWTVerifyGetKey>();
  return (client) => {
    const known = made.get(client);
    if (known !== undefined) return known;
    const keys = keysOf(client, fetchKeys);
    made.set(client, keys);
    return keys;
  };
}

function keysOf(client: TrustedClient, fetchKeys: FetchKeys): JWTVerifyGetKey {
  const { keys } = client;
  if ('pinned' in keys) return createLocalJWKSet(keys.pinned as JSONWebKeySet);
  const url = new URL(keys.jku);
  if (url.protocol !== 'https:' && !client.allowHttp) return async () => Promise.reject(new Error('not https'));
  return createRemoteJWKSet(url, {
    ...times,
    [customFetch]: (address: string, init: RequestInit) => fetchKeys(client, address, init),
  });
}
