import { createHmac, createSecretKey } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Stands for a person or a thing in the store and the audit: the same for the same one, and of no use without the key. */
export type Pseudonym = string;

/** Pseudonyms within one tenant: what two tenants know of one person can't be put together. */
export interface Pseudonyms {
  patient(tenant: string, id: string): Pseudonym;
  /** Of each name by which a clinician is known: the user's id first, then references and register numbers, each once. */
  clinician(tenant: string, names: readonly string[]): readonly Pseudonym[];
  /** Of what a finding about a person rests on. */
  material(tenant: string, patientId: string, code: string, materialKey: string): Pseudonym;
}

const mostKept = 10_000;

/** Pseudonyms by HMAC-SHA-256 (RFC 2104) under a secret key of at least 32 bytes. */
export function createPseudonyms(key: Buffer): Pseudonyms {
  // Made once: from bytes node:crypto makes one for every use.
  const secret = createSecretKey(key);
  const of = (...parts: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  // Those of a few clinicians are asked for in every call; patients' names are not kept.
  const clinicians = new LRUCache<string, Pseudonym>({ max: mostKept });
  const ofClinician = (tenant: string, name: string) => {
    const key = JSON.stringify([tenant, name]);
    const known = clinicians.get(key) ?? of('clinician', tenant, name);
    clinicians.set(key, known);
    return known;
  };
  return {
    patient: (tenant, id) => of('patient', tenant, id),
    clinician: (tenant, names) => [...new Set(names)].map((name) => ofClinician(tenant, name)),
    material: (tenant, patientId, code, materialKey) => of('material', tenant, patientId, code, materialKey),
  };
}
