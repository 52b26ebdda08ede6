import { createHmac, createSecretKey } from 'node:crypto';

/**
 * A keyed hash that stands for a person or thing in the store and the audit log: stable, and useless without the key.
 */
export type Pseudonym = string;

/** Pseudonyms are scoped to a tenant, so that the data of two tenants cannot be linked. */
export interface Pseudonyms {
  patient(tenant: string, id: string): Pseudonym;
  /**
   * One for each identifier of a clinician, without duplicates: the user id first, then references and register
   * numbers.
   */
  clinician(tenant: string, identifiers: readonly string[]): readonly Pseudonym[];
  /** Stands for the facts behind a finding. */
  material(tenant: string, patientId: string, code: string, changeKey: string): Pseudonym;
}

/**
 * Pseudonyms under the site's current key and, during key rotation, the previous one, which is only used to look up.
 */
export interface SitePseudonyms extends Pseudonyms {
  readonly former: Pseudonyms | undefined;
}

/** HMAC-SHA-256 (RFC 2104) under a secret key of at least 32 bytes, and optionally the previous key. */
export function createPseudonyms(key: Buffer, formerKey?: Buffer): SitePseudonyms {
  return { ...createKeyedPseudonyms(key), former: formerKey && createKeyedPseudonyms(formerKey) };
}

/** Not memoised: an HMAC costs microseconds, and a cache would keep callers' texts in memory. */
function createKeyedPseudonyms(key: Buffer): Pseudonyms {
  // Created once: given raw bytes, node:crypto would create a key on every use.
  const secret = createSecretKey(key);
  const hmac = (...parts: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  return {
    patient: (tenant, id) => hmac('patient', tenant, id),
    clinician: (tenant, identifiers) => [...new Set(identifiers)].map((id) => hmac('clinician', tenant, id)),
    material: (tenant, patientId, code, changeKey) => hmac('material', tenant, patientId, code, changeKey),
  };
}
