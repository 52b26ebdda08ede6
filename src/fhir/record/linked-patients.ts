import { typeAndId } from '../ids.ts';
import { fields, type JsonObject, objects } from '../json.ts';

/** More ids than that of one person are no merge but a fault. */
const maxLinked = 5;

/** Other ids under which a person's resources are kept, and whether these are all. */
export interface LinkedPatients {
  readonly ids: readonly string[];
  readonly complete: boolean;
}

/** The Patients that were merged into this one, or are the same person's (`Patient.link`, https://hl7.org/fhir/R4/patient.html#links). */
export function linkedPatients(patient: JsonObject | undefined): LinkedPatients {
  const links = objects(patient?.link).filter(({ type }) => type === 'replaces' || type === 'seealso');
  const targets = links.map(({ other }) => typeAndId(fields(other)?.reference));
  const found = new Set(targets.flatMap((one) => (one?.type === 'Patient' && one.id !== patient?.id ? one.id : [])));
  const ids = [...found].sort();
  return { ids: ids.slice(0, maxLinked), complete: ids.length <= maxLinked };
}

/** Whether another record is used in the place of this one. */
export function isReplaced(patient: JsonObject): boolean {
  return objects(patient.link).some(({ type }) => type === 'replaced-by');
}
