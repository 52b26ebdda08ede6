import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { TrustedClient } from './trusted-clients.ts';

/** Fetches a client's keys; never follows a redirect, and connects only where that client's servers may be. */
export type FetchKeys = (client: TrustedClient, url: string, init: RequestInit) => Promise<Response>;

/** The keys of each client, made once for each. */
export interface KeySets {
  of(client: TrustedClient): JWTVerifyGetKey;
  /** Rejects where the keys of one of these clients were never there; asks for them anew. */
  check(clients: readonly TrustedClient[]): Promise<void>;
}

interface KeySet {
  readonly key: JWTVerifyGetKey;
  readonly check: () => Promise<void>;
}

const times = { timeoutDuration: 3000, cooldownDuration: 30_000, cacheMaxAge: 600_000 };
const askAgainMs = 5000;

/**
 * Pinned keys, or those at a client's own `jku`, which are cached, and fetched again for a key that is not among them, at
 * most every 30 seconds. After a failure they are not asked for again within a few seconds.
 */
export function createKeySets(fetchKeys: FetchKeys): KeySets {
  const made = new WeakMap<TrustedClient, KeySet>();
  const keysOf = (client: TrustedClient): KeySet => {
    const known = made.get(client) ?? makeKeys(client, fetchKeys);
    made.set(client, known);
    return known;
  };
  return {
    of: (client) => keysOf(client).key,
    check: async (clients) => void (await Promise.all(clients.map((client) => keysOf(client).check()))),
  };
}

function makeKeys(client: TrustedClient, fetchKeys: FetchKeys): KeySet {
  const { keys } = client;
  if ('pinned' in keys) return { key: createLocalJWKSet(keys.pinned as JSONWebKeySet), check: async () => {} };
  const url = new URL(keys.jku);
  if (url.protocol !== 'https:' && !client.allowHttp) {
    const refuse = () => Promise.reject(new Error('not https'));
    return { key: refuse, check: refuse };
  }
  let askedAt = Number.NEGATIVE_INFINITY;
  const remote = createRemoteJWKSet(url, {
    ...times,
    [customFetch]: async (address: string, init: RequestInit) => {
      // Anyone can write a token that needs these keys; one who does must not make us ask for them each time it fails.
      if (performance.now() - askedAt < askAgainMs) throw new Error('asked a moment ago');
      askedAt = performance.now();
      return fetchKeys(client, address, init);
    },
  });
  return {
    key: remote,
    check: async () => {
      if (remote.jwks() === undefined) await remote.reload();
    },
  };
}
