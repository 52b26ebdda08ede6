import { z } from 'zod';
import { fhirIds } from '../values/fhir-id.ts';

/**
 * Longest texts of a request, in characters. Each is kept, sent or compared somewhere, at a cost that grows with its
 * length (CWE-770). `id` leaves room for a whole reference around an id of 64. A `url` is as long as browsers and proxies
 * take it. A token goes into a header, and Node refuses headers of more than 16 KiB (`http.maxHeaderSize`); scopes are
 * granted with the token, so they are no longer.
 */
export const longest = { id: 256, url: 2048, token: 16_384 };

/** FHIR's `id`. */
export const fhirId = z.string().regex(fhirIds.any);

/** The id of a resource; its type is taken off once where it stands before it. */
export const idOf = (resourceType: 'Patient' | 'Encounter') =>
  z
    .string()
    .regex(fhirIds[resourceType])
    .transform((text) => (text.startsWith(`${resourceType}/`) ? text.slice(resourceType.length + 1) : text));
