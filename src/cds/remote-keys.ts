import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors } from 'jose';
import type { FindKey, KeySet } from './key-set.ts';
import type { TrustedClient } from './trusted-clients.ts';

/** Fetches a client's keys; follows no redirect, and connects only to addresses that the client's servers may have. */
export type FetchKeys = (client: TrustedClient, url: string, init: RequestInit) => Promise<Response>;

/** Refetching is limited below, not by jose: its cooldown would start with the first fetch. */
const times = { timeoutDuration: 3000, cooldownDuration: 0, cacheMaxAge: 600_000 };
const minRefetchMs = { afterAny: 5000, forUnknown: 30_000 };
/** An EHR whose key server is down is not locked out, but a withdrawn key is not trusted forever. */
const maxStaleMs = 24 * 60 * 60 * 1000;

/**
 * The keys at a client's `jku`, cached. An unknown key id triggers a refetch, at most every 30 seconds; after a failure
 * there is none for 5 seconds, and the keys fetched last stay valid for a day.
 */
export function remoteKeys(first: TrustedClient, jku: string, fetchKeys: FetchKeys): KeySet {
  let client = first;
  const url = new URL(jku);
  const checkProtocol = () => {
    if (url.protocol !== 'https:' && !client.allowHttp) throw new Error('not https');
  };
  const ask = (address: string, init: RequestInit) => fetchKeys(client, address, init);
  const remote = createRemoteJWKSet(url, { ...times, [customFetch]: rateLimitedFetch(ask, () => remote.fresh) });
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let stale: FindKey | undefined;
  return {
    find: async (header) => {
      checkProtocol();
      try {
        return await remote(header);
      } catch (error) {
        if (remote.fresh || performance.now() - fetchedAt > maxStaleMs) throw error;
        stale ??= createLocalJWKSet(remote.jwks() ?? { keys: [] });
        return await stale(header);
      } finally {
        if (remote.fresh) [fetchedAt, stale] = [performance.now(), undefined];
      }
    },
    check: async () => {
      checkProtocol();
      if (remote.jwks() === undefined) await remote.reload();
    },
    moveTo: (next) => {
      const isSame = 'jku' in next.keys && next.keys.jku === jku;
      // They may come from an address that is no longer allowed.
      if (!isSame || (client.allowPrivateAddresses && !next.allowPrivateAddresses)) return false;
      client = next;
      return true;
    },
  };
}

/** Anyone can forge a token that names an unknown key; it must not cause a fetch each time. */
function rateLimitedFetch(ask: (address: string, init: RequestInit) => Promise<Response>, isFresh: () => boolean) {
  let [any, unknown] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return async (address: string, init: RequestInit): Promise<Response> => {
    const now = performance.now();
    // Fresh keys are refetched only for an unknown key id.
    if (isFresh()) {
      if (now - unknown < minRefetchMs.forUnknown) throw new errors.JWKSNoMatchingKey();
      unknown = now;
    } else if (now - any < minRefetchMs.afterAny) throw new Error('asked a moment ago');
    any = now;
    return ask(address, init);
  };
}
