/**
 * A FHIR id (https://hl7.org/fhir/R4/datatypes.html#id), alone or after its type and a slash, as some clients send it.
 * One of dots alone fits that pattern too, but would climb out of a path, so it is refused.
 */
export const fhirIds = {
  any: /^(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
  Patient: /^(?:Patient\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
  Encounter: /^(?:Encounter\/)?(?!\.+$)[A-Za-z0-9\-.]{1,64}$/,
};
