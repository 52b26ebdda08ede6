import { createHmac, createSecretKey } from 'node:crypto';

/** Stands for a person or a thing in the store and the audit: the same for the same one, and of no use without the key. */
export type Pseudonym = string;

/** Pseudonyms within one tenant: what two tenants know of one person can't be put together. */
export interface Pseudonyms {
  patient(tenant: string, id: string): Pseudonym;
  /** Of each name by which a clinician is known: the user's id first, then references and register numbers, each once. */
  clinician(tenant: string, names: readonly string[]): readonly Pseudonym[];
  /** Of what a finding about a person rests on. */
  material(tenant: string, patientId: string, code: string, changeKey: string): Pseudonym;
}

/** Pseudonyms under the site's key, and under the key of before while both are in use: it is read, never written. */
export interface SitePseudonyms extends Pseudonyms {
  readonly former: Pseudonyms | undefined;
}

/** Pseudonyms by HMAC-SHA-256 (RFC 2104) under a secret key of at least 32 bytes, and under a former one. */
export function createPseudonyms(key: Buffer, formerKey?: Buffer): SitePseudonyms {
  return { ...pseudonymsUnder(key), former: formerKey && pseudonymsUnder(formerKey) };
}

/** None is remembered: one costs microseconds, and callers' texts would stay in memory. */
function pseudonymsUnder(key: Buffer): Pseudonyms {
  // Made once: from bytes node:crypto makes one for every use.
  const secret = createSecretKey(key);
  const of = (...parts: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  return {
    patient: (tenant, id) => of('patient', tenant, id),
    clinician: (tenant, names) => [...new Set(names)].map((name) => of('clinician', tenant, name)),
    material: (tenant, patientId, code, changeKey) => of('material', tenant, patientId, code, changeKey),
  };
}
