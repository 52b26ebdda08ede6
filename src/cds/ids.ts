import { z } from 'zod';

/**
 * Longest texts of a request, in characters. Each is kept, sent or compared somewhere, at a cost that grows with its
 * length (CWE-770). `id` leaves room for a whole reference around an id of 64. A `url` is as long as browsers and proxies
 * take it. A token goes into a header, and Node refuses headers of more than 16 KiB (`http.maxHeaderSize`); scopes are
 * granted with the token, so they are no longer.
 */
export const longest = { id: 256, url: 2048, token: 16_384 };

/** FHIR's `id`; one of dots alone fits its pattern too, but would climb out of a path, so it is refused. */
export const fhirId = z.string().regex(/^(?!\.+$)[A-Za-z0-9\-.]{1,64}$/);

/** An id, before which some clients put its type and a slash. */
const patterns = {
  Patient: /^(?:Patient\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
  Encounter: /^(?:Encounter\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
};

/** The id of a resource; its type is taken off once where it stands before it. */
export const idOf = (resourceType: keyof typeof patterns) =>
  z
    .string()
    .regex(patterns[resourceType])
    .transform((text) => (text.startsWith(`${resourceType}/`) ? text.slice(resourceType.length + 1) : text));
