import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import type { Store } from './store.ts';

/** Marks a token as used until it expires (ms since 1970); false where it was used before. Never rejects. */
export type UseToken = (issuer: string, jti: string, expires: number) => Promise<boolean>;

/** So many tokens are remembered in the process itself. */
const most = 100_000;

/**
 * Tokens used up across replicas by the store; while that does not answer within so many ms, in this process alone, which
 * is told.
 */
export function createUsedTokens(store: Pick<Store, 'useToken'>, onAlone: () => void, patienceMs: number): UseToken {
  const used = new LRUCache<string, true>({ max: most });
  return async (issuer, jti, expires) => {
    const key = JSON.stringify([issuer, jti]);
    if (used.has(key)) return false;
    used.set(key, true);
    const asked = pTimeout(store.useToken(issuer, jti, expires), { milliseconds: patienceMs });
    const first = await asked.catch(() => undefined);
    if (first === undefined) onAlone();
    return first ?? true;
  };
}
