import { fields, type JsonObject, objects, text } from '../json.ts';
import { linkedPatients } from './linked-patients.ts';
import { referenceKey, typeOfKey } from './references.ts';
import { subjectOf, subjectReferences } from './subject-references.ts';

/** Whether a resource is about this person, so far as it names a subject. */
export function ownership(
  patient: JsonObject | undefined,
  isStaff: (key: string) => boolean,
): (resource: JsonObject) => boolean {
  const literals = new Set([`Patient/${patient?.id}`]);
  const own = keysOf(patient);
  return (resource) => {
    const references = subjectReferences(resource);
    const literal = text(fields(subjectOf(resource))?.reference);
    if (patient === undefined || (literal !== undefined && literals.has(literal))) return true;
    const keys = references.flatMap((reference) => referenceKey(reference) ?? []);
    const patients = keys.filter((key) => typeOfKey(key) === 'Patient' || (key.startsWith('urn:') && !isStaff(key)));
    const ours = patients.length === 0 || patients.some((key) => own.has(key));
    if (ours && literal !== undefined) literals.add(literal);
    return ours;
  };
}

/** The keys of the references that mean the patient. */
function keysOf(patient: JsonObject | undefined): ReadonlySet<string> {
  const identified = objects(patient?.identifier).map(({ system, value }) => `Patient?identifier=${system}|${value}`);
  const ids = [String(patient?.id), ...linkedPatients(patient).ids];
  return new Set([...ids.flatMap((id) => [`Patient/${id}`, `urn:uuid:${id}`]), ...identified]);
}
