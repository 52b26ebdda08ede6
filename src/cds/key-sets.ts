import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { KeySet } from './key-set.ts';
import { type FetchKeys, remoteKeys } from './remote-keys.ts';
import type { TrustedClient } from './trusted-clients.ts';

/** The clients of the file, with their keys. */
export interface KnownClients {
  of(issuer: unknown): { readonly client: TrustedClient; readonly keys: KeySet } | undefined;
  /** Rejects if the keys of one of them could never be fetched. */
  check(): Promise<void>;
}

/**
 * Pinned keys, or those at a client's own `jku`. When the file is read again, fetched keys move to the new entry of their
 * client, so that an EHR whose key server is down is not locked out by a change to another entry. Keys of removed clients
 * are dropped.
 */
export function knownClients(clients: () => readonly TrustedClient[], fetchKeys: FetchKeys): KnownClients {
  let list: readonly TrustedClient[] = [];
  let known = new Map<unknown, { readonly client: TrustedClient; readonly keys: KeySet }>();
  const current = () => {
    if (list !== clients()) {
      list = clients();
      const before = known;
      const keysFor = (client: TrustedClient) => {
        const keys = before.get(client.issuer)?.keys;
        return keys?.moveTo(client) ? keys : keysOf(client, fetchKeys);
      };
      known = new Map(list.map((client) => [client.issuer, { client, keys: keysFor(client) }]));
    }
    return known;
  };
  return {
    of: (issuer) => current().get(issuer),
    check: async () => void (await Promise.all([...current().values()].map(({ keys }) => keys.check()))),
  };
}

function keysOf(client: TrustedClient, fetchKeys: FetchKeys): KeySet {
  const { keys } = client;
  if ('jku' in keys) return remoteKeys(client, keys.jku, fetchKeys);
  return {
    find: createLocalJWKSet(keys.pinned as JSONWebKeySet),
    check: async () => {},
    moveTo: () => false,
  };
}
