import { type BodyInit, fetch } from 'undici';
import { z } from 'zod';
import { type ClientAuth, createClientAuth, type UsedTokens } from '../cds/client-auth.ts';
import { createSignatureGuard } from '../cds/failed-signatures.ts';
import { knownClients } from '../cds/key-sets.ts';
import type { FetchKeys } from '../cds/remote-keys.ts';
import { type TrustedClient, trustedClients } from '../cds/trusted-clients.ts';
import type { Config } from '../config/config.ts';
import { type WatchedFile, watchFileOf } from '../config/watched-file.ts';
import type { Log } from '../observability/log.ts';
import { createTransport } from '../outbound/transport.ts';
import type { ServiceMemory } from './memory.ts';
import { fileReport } from './site-files.ts';

/** A key set, a token and what a server says about itself are a few kilobytes each. */
const maxBytes = 256 * 1024;

/** The clients that may call, those of the file and `own` ones; undefined where callers need no token. */
export function openClients(
  config: Config,
  {
    log,
    usedTokens,
    own,
    hasSmartKey,
  }: { log: Log; usedTokens: ServiceMemory['usedTokens']; own: readonly TrustedClient[]; hasSmartKey: boolean },
) {
  if (config.trustedClients === undefined) return undefined;
  const list = createClientList(config.trustedClients, fileReport(log)('TRUSTED_CLIENTS'), { own, hasSmartKey });
  const { auth, check } = clientAuthOf(list.current, config.publicUrl, usedTokens);
  // Fetches the keys before the first call needs them; readiness reports what fails here.
  check().catch(() => {});
  return { list, auth, check, origins: () => list.current().flatMap(({ origins }) => origins) };
}

/**
 * The clients of the TRUSTED_CLIENTS file, read again when it, or a key file of it, changes; and `own` ones after them.
 * @throws one clear line if the file can't be used at the start; it names fields, never keys
 */
export function createClientList(
  file: string,
  report: (change: 'read' | 'broken') => void,
  { own = [], hasSmartKey = false }: { readonly own?: readonly TrustedClient[]; readonly hasSmartKey?: boolean } = {},
): WatchedFile<readonly TrustedClient[]> {
  return watchFileOf({ setting: 'TRUSTED_CLIENTS', file, report }, (json, readKeys) => {
    let clients: readonly TrustedClient[];
    try {
      clients = trustedClients(json, readKeys);
    } catch (error) {
      const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
      const what = issue
        ? `${issue.path.map(String).join('.')}: ${issue.message}`
        : `key file ${(error as Error).message}`;
      throw new Error(`TRUSTED_CLIENTS: ${file}: ${what}`);
    }
    if (!hasSmartKey && clients.some(({ smart }) => smart?.authentication === 'private_key_jwt'))
      throw new Error(
        `TRUSTED_CLIENTS: ${file}: a client’s smart.authentication is private_key_jwt; SMART_KEY must be set`,
      );
    return [...clients, ...own];
  });
}

/** Authenticates the clients of the file; `check` rejects if the keys of one of them could never be fetched. */
export function clientAuthOf(
  clients: () => readonly TrustedClient[],
  publicUrl: string,
  usedTokens: UsedTokens,
): { readonly auth: ClientAuth; readonly check: () => Promise<void> } {
  const known = knownClients(clients, createClientFetch());
  const signatures = createSignatureGuard();
  return {
    auth: createClientAuth({ clients: known, publicUrl, signatures, usedTokens, now: () => Date.now() / 1000 }),
    check: known.check,
  };
}

/**
 * Calls servers of a client over connections of their own: no redirects, no answers of more than a few hundred kilobytes,
 * and no addresses that the client's entry does not allow.
 */
export function createClientFetch(): FetchKeys {
  const transports = {
    public: createTransport(maxBytes, 'public'),
    private: createTransport(maxBytes, 'private'),
  };
  return async ({ allowPrivateAddresses }, url, { signal, headers, method, body }) => {
    const dispatcher = transports[allowPrivateAddresses ? 'private' : 'public'];
    const answer = await fetch(url, {
      headers: [...new Headers(headers)],
      method: method ?? 'GET',
      body: (body ?? null) as BodyInit | null,
      signal: signal ?? null,
      redirect: 'error',
      dispatcher,
    });
    return answer as unknown as Response;
  };
}
