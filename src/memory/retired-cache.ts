import { LRUCache } from 'lru-cache';
import type { Store } from '../store/store.ts';

/** Which detections are retired in a tenant, as one process read it last. */
export interface RetiredCache {
  read(tenant: string): Promise<void>;
  /** Codes; none if this was never read. */
  get(tenant: string): ReadonlySet<string>;
}

const maxTenants = 1000;
const none: ReadonlySet<string> = new Set();

/** Not read less often than asked: what was retired or woken holds at the next opening, on every replica. */
export function createRetiredCache(store: Pick<Store, 'readRetired'>): RetiredCache {
  const tenants = new LRUCache<string, { readonly codes: ReadonlySet<string>; readonly began: number }>({
    max: maxTenants,
  });
  let reads = 0;
  return {
    read: async (tenant) => {
      reads += 1;
      const began = reads;
      const codes = new Set(await store.readRetired(tenant));
      // An earlier read may end later.
      if ((tenants.get(tenant)?.began ?? 0) < began) tenants.set(tenant, { codes, began });
    },
    get: (tenant) => tenants.get(tenant)?.codes ?? none,
  };
}
