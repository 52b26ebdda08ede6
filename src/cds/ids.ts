import { z } from 'zod';
import { fhirIds } from '../values/fhir-id.ts';

/**
 * Maximum lengths of texts in a request, in characters: each is stored, sent or compared at a cost that grows with its
 * length (CWE-770). `id` leaves room for a whole reference around an id of 64; `url` is what browsers and proxies accept.
 * A token goes into a header, and Node refuses headers over 16 KiB (`http.maxHeaderSize`); scopes come with the token.
 */
export const longest = { id: 256, url: 2048, token: 16_384 };

/** FHIR's `id`. */
export const fhirId = z.string().regex(fhirIds.any);

/** The id of a resource; a leading `Type/` is removed. */
export const idOf = (resourceType: 'Patient' | 'Encounter') =>
  z
    .string()
    .regex(fhirIds[resourceType])
    .transform((text) => (text.startsWith(`${resourceType}/`) ? text.slice(resourceType.length + 1) : text));
