import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';

/** Where oidc-provider has its clients, and its codes, tokens, grants and sessions: in memory, and the oldest go first. */
export function memoryAdapter(clients: readonly ClientMetadata[]): (model: string) => Adapter {
  const entries = new LRUCache<string, AdapterPayload>({ max: 10_000 });
  return (model) => {
    const find = (test: (payload: AdapterPayload) => boolean) =>
      entries.find((payload, key) => key.startsWith(`${model}:`) && test(payload));
    return {
      upsert: async (id, payload, seconds) => {
        entries.set(`${model}:${id}`, payload, { ttl: Math.max(1, seconds || 600) * 1000 });
      },
      find: async (id) =>
        model === 'Client' ? clients.find((one) => one.client_id === id) : entries.get(`${model}:${id}`),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = entries.get(`${model}:${id}`);
        if (payload) entries.set(`${model}:${id}`, { ...payload, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => {
        entries.delete(`${model}:${id}`);
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, payload] of [...entries]) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
