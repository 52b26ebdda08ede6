import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import type { Store } from '../store/store.ts';

/** Which tokens were used, on any replica where the store answers. */
export interface UsedTokens {
  /** Whether this process has seen it used. */
  has(issuer: string, jti: string): boolean;
  /** Marks it as used until it expires (ms since 1970); false where it was used before. Never rejects. */
  use(issuer: string, jti: string, expires: number): Promise<boolean>;
}

/** So many tokens are remembered in the process itself, each as a digest of 44 characters: 20 MB at most. */
const most = 100_000;

/**
 * Tokens used up across replicas by the store; while that does not answer within `patienceMs`, in this process alone,
 * which `onAlone` reports.
 */
export function createUsedTokens(store: Pick<Store, 'useToken'>, onAlone: () => void, patienceMs: number): UsedTokens {
  const used = new LRUCache<string, true>({ max: most });
  return {
    has: (issuer, jti) => used.has(digest(issuer, jti)),
    use: async (issuer, jti, expires) => {
      const key = digest(issuer, jti);
      if (used.has(key)) return false;
      used.set(key, true);
      const asked = pTimeout(store.useToken(issuer, jti, expires), { milliseconds: patienceMs });
      const first = await asked.catch(() => undefined);
      if (first === undefined) onAlone();
      return first ?? true;
    },
  };
}

/** Stands for a token of whatever length. */
function digest(issuer: string, jti: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, jti]))
    .digest('base64');
}
