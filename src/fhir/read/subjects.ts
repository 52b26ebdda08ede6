import type { Resource } from '@medplum/fhirtypes';
import { isResource } from '../client/bundle.ts';
import { fields, type JsonObject, text } from '../json.ts';
import { isAbsolute } from '../own-bases.ts';
import { subjectReferences } from '../record/subject-references.ts';
import { typesInAny } from '../versions/index.ts';
import { sources } from './searches.ts';

const isOfPerson = new Set(sources.flatMap(({ type }) => typesInAny(type)));

/**
 * True if a resource names patients, but none of these, by id; its references to the EHR's own resources are relative. The
 * opened record, which also knows the Patient's identifiers and urns, decides about the rest (`record/ownership.ts`).
 */
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

/** True if a resource names the patient with this id. */
export function isAbout(resource: Resource, patientId: string): boolean {
  return subjectsOf(resource).some((subject) => patientIdOf(subject) === patientId);
}

function subjectsOf(resource: Resource): readonly JsonObject[] {
  const content = fields(resource);
  return content !== undefined && isOfPerson.has(resource.resourceType) ? subjectReferences(content) : [];
}

/** A patient of another server is named by the full address, which is no patient's id. */
function patientIdOf(subject: JsonObject): string | undefined {
  const reference = text(subject.reference) ?? '';
  // Nearly every reference is like this, and a pattern takes ten times as long.
  if (reference.startsWith(relative) && isPlainId(reference, relative.length)) return reference.slice(relative.length);
  const pattern = reference.startsWith('urn:') ? /^urn:(?:uuid|oid):(.+)$/ : /(?:^|\/)Patient\/([^/?#]+)/;
  const id = pattern.exec(reference)?.[1];
  return id !== undefined && isAbsolute(reference) ? reference : id;
}

const relative = 'Patient/';

/** No other part of an address follows the id that begins here. */
function isPlainId(reference: string, start: number): boolean {
  if (start === reference.length) return false;
  for (let at = start; at < reference.length; at += 1) {
    const character = reference[at];
    if (character === '/' || character === '?' || character === '#') return false;
  }
  return true;
}
