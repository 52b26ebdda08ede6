import type { Resource } from '@medplum/fhirtypes';
import { isResource } from '../client/bundle.ts';
import { fields, objects } from '../json.ts';
import { isAbsolute } from '../own-bases.ts';
import { typesInAny } from '../versions/index.ts';
import { sources } from './searches.ts';

/** Where a type names the person it is about, if not in `subject` (the `patient` search parameter of every version). */
const subjectElements: Readonly<Record<string, string>> = { EpisodeOfCare: 'patient', Task: 'for' };
const isOfPerson = new Set(sources.flatMap(({ type }) => typesInAny(type)));

/** True where a resource names patients, but none of these. Its references to the EHR's own resources are relative. */
export function isAnothers(resource: Resource, patients: ReadonlySet<string>): boolean {
  if (isResource(resource, 'Patient')) return !patients.has(resource.id ?? '');
  let others = false;
  for (const subject of subjectsOf(resource)) {
    const id = patientIdOf(subject);
    if (id !== undefined && patients.has(id)) return false;
    others ||= id !== undefined;
  }
  return others;
}

/** True where a resource says that it is about the patient with this id. */
export function isAbout(resource: Resource, patientId: string): boolean {
  return subjectsOf(resource).some((subject) => patientIdOf(subject) === patientId);
}

function subjectsOf(resource: Resource): readonly unknown[] {
  const { resourceType } = resource;
  const content = fields(resource);
  if (content === undefined || !isOfPerson.has(resourceType)) return [];
  const subject = content[subjectElements[resourceType] ?? 'subject'];
  if (resourceType !== 'Appointment') return [subject];
  return [subject, ...objects(content.participant).map(({ actor }) => actor)];
}

/** A patient of another server is named by the full address, which is no patient's id. */
function patientIdOf(subject: unknown): string | undefined {
  if (typeof subject !== 'object' || subject === null || !('reference' in subject)) return undefined;
  const reference = typeof subject.reference === 'string' ? subject.reference : '';
  const pattern = reference.startsWith('urn:') ? /^urn:(?:uuid|oid):(.+)$/ : /(?:^|\/)Patient\/([^/?#]+)/;
  const id = pattern.exec(reference)?.[1];
  return id !== undefined && isAbsolute(reference) ? reference : id;
}
