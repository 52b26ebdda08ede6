import type { CryptoKey, JWSHeaderParameters } from 'jose';
import type { TrustedClient } from './trusted-clients.ts';

/** Finds the key that a token's header names; rejects where there is none. */
export type FindKey = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** The keys of one client. */
export interface KeySet {
  readonly find: FindKey;
  /** Rejects where its keys were never there; asks for them anew. */
  readonly check: () => Promise<void>;
  /** Takes up a new entry for the same client; false where these keys may not stand for it. */
  readonly moveTo: (client: TrustedClient) => boolean;
}
