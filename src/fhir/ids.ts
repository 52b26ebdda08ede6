/** Of a resource's id, and of an identifier's system and value, in UTF-16 code units; what is longer names nothing. */
export const longestId = 256;
/** The same of a reference, which may be a whole URL. */
export const longestReference = 512;

const idPattern = /^(?!\.+$)[A-Za-z0-9\-.]{1,64}$/;

/**
 * True for a FHIR id (https://hl7.org/fhir/R4/datatypes.html#id). One of dots alone fits that pattern too, but would
 * climb out of a path, so it is refused.
 */
export function isId(text: string): boolean {
  return idPattern.test(text);
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
