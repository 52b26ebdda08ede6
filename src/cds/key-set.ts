import type { CryptoKey, JWSHeaderParameters } from 'jose';
import type { TrustedClient } from './trusted-clients.ts';

/** Finds the key that a token's header names; rejects if there is none. */
export type FindKey = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** The keys of one client. */
export interface KeySet {
  readonly find: FindKey;
  /** Fetches the keys if there are none yet; rejects if that fails. */
  readonly check: () => Promise<void>;
  /** Adopts the client's new entry; false if these keys may not be used for it. */
  readonly moveTo: (client: TrustedClient) => boolean;
}
