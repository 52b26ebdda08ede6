/**
 * A FHIR id (https://hl7.org/fhir/R4/datatypes.html#id), alone or after its type and a slash, as some clients send it.
 * An id of dots alone fits FHIR's pattern but would climb out of a URL path, so it is refused.
 */
export const fhirIds = {
  any: /^(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
  Patient: /^(?:Patient\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
  Encounter: /^(?:Encounter\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
};
