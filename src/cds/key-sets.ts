import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
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

/** Whether keys are asked for again is decided here, not by jose: its cooldown would begin with the first time. */
const times = { timeoutDuration: 3000, cooldownDuration: 0, cacheMaxAge: 600_000 };
const askAgainMs = { afterAny: 5000, forUnknown: 30_000 };
/** An EHR whose key server is down is not locked out; a key that was withdrawn is not trusted for ever. */
const staleMs = 24 * 60 * 60 * 1000;

/**
 * Pinned keys, or those at a client's own `jku`, which are cached, and fetched again at once for a key that is not among
 * them, but for that at most every 30 seconds. After a failure they are not asked for again within a few seconds, and the
 * ones that were fetched last hold for a day.
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
  const remote = createRemoteJWKSet(url, { ...times, [customFetch]: asking(client, fetchKeys, () => remote.fresh) });
  let fetchedAt = Number.NEGATIVE_INFINITY;
  return {
    key: async (header, token) => {
      try {
        return await remote(header, token);
      } catch (error) {
        const last = remote.jwks();
        if (last === undefined || remote.fresh || performance.now() - fetchedAt > staleMs) throw error;
        return createLocalJWKSet(last)(header, token);
      } finally {
        if (remote.fresh) fetchedAt = performance.now();
      }
    },
    check: async () => {
      if (remote.jwks() === undefined) await remote.reload();
    },
  };
}

/** Anyone can write a token that needs these keys; one who does must not make us ask for them each time. */
function asking(client: TrustedClient, fetchKeys: FetchKeys, isFresh: () => boolean) {
  let [any, unknown] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return async (address: string, init: RequestInit): Promise<Response> => {
    const now = performance.now();
    // What is fresh is asked for again only for a key that is not among them.
    if (isFresh()) {
      if (now - unknown < askAgainMs.forUnknown) throw new errors.JWKSNoMatchingKey();
      unknown = now;
    } else if (now - any < askAgainMs.afterAny) throw new Error('asked a moment ago');
    any = now;
    return fetchKeys(client, address, init);
  };
}
