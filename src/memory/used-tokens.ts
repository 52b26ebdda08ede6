import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pTimeout from 'p-timeout';
import type { Store } from '../store/store.ts';

/** The one-time tokens already used, across replicas while the store responds. */
export interface UsedTokens {
  /** Whether this process has seen the token used. */
  has(issuer: string, jti: string): boolean;
  /** Marks the token as used until it expires (ms since 1970). False if it was used before. Never rejects. */
  use(issuer: string, jti: string, expires: number): Promise<boolean>;
}

/** Each is held as a digest of 44 characters: 20 MB at most. */
const maxTokens = 100_000;

/**
 * Checks replay across replicas through the store; if that fails or takes longer than `timeoutMs`, only within this
 * process, which `onLocalCheckOnly` reports.
 */
export function createUsedTokens(
  store: Pick<Store, 'useToken'>,
  onLocalCheckOnly: () => void,
  timeoutMs: number,
): UsedTokens {
  const used = new LRUCache<string, true>({ max: maxTokens });
  return {
    has: (issuer, jti) => used.has(digest(issuer, jti)),
    use: async (issuer, jti, expires) => {
      const key = digest(issuer, jti);
      if (used.has(key)) return false;
      used.set(key, true);
      const recorded = pTimeout(store.useToken(issuer, jti, expires), { milliseconds: timeoutMs });
      const isFirstUse = await recorded.catch(() => undefined);
      if (isFirstUse === undefined) onLocalCheckOnly();
      return isFirstUse ?? true;
    },
  };
}

/** A digest, so that the caller's long ids do not fill memory. */
function digest(issuer: string, jti: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, jti]))
    .digest('base64');
}
