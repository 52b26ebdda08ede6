import { fields, type JsonObject, objects } from '../json.ts';

/** The element by which a resource names the person it is about: `subject`, `patient` (EpisodeOfCare) or `for` (Task). */
export function subjectOf({ subject, patient, for: beneficiary }: JsonObject): unknown {
  return subject ?? patient ?? beneficiary;
}

/** All references that may name the person: the subject, and the actors of an Appointment, which has no subject before R5. */
export function subjectReferences(resource: JsonObject): readonly JsonObject[] {
  const named = objects(subjectOf(resource));
  if (resource.resourceType !== 'Appointment') return named;
  return [...named, ...objects(resource.participant).flatMap(({ actor }) => [...objects(fields(actor))])];
}
