import { fhirIds } from '../values/fhir-id.ts';

/** Of a resource's id, and of an identifier's system and value, in UTF-16 code units; what is longer names nothing. */
export const longestId = 256;
/** The same of a reference, which may be a whole URL. */
export const longestReference = 512;

/** True for a FHIR id. */
export function isId(text: string): boolean {
  return fhirIds.any.test(text);
}

/**
 * Type and id of a relative or versioned reference; undefined for any other kind, or a bad id. The EHR's own absolute
 * ones are made relative where they come in.
 */
export function typeAndId(reference: unknown): { readonly type: string; readonly id: string } | undefined {
  if (typeof reference !== 'string' || reference.length > longestReference || reference.includes(':')) return undefined;
  const [type, id] = reference
    .replace(/\/_history\/[^/]*$/, '')
    .split('/')
    .slice(-2);
  return type !== undefined && /^[A-Z][A-Za-z]+$/.test(type) && id !== undefined && isId(id) ? { type, id } : undefined;
}

/** True for a reference to one of the staff by an id that no resource can have: it names a person who can't be read. */
export function isMalformedStaff(reference: string): boolean {
  return /^(?:Practitioner|PractitionerRole)\//.test(reference) && typeAndId(reference) === undefined;
}
