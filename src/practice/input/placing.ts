import type { Resource } from '@medplum/fhirtypes';
import { isResource } from '../../fhir/client/bundle.ts';
import type { OwnBases } from '../../fhir/own-bases.ts';
import { subjectReferences } from '../../fhir/record/subject-references.ts';

/** A row of an export: what it is, and whose. */
export interface PlacedRow {
  readonly type: string;
  /** Ids of the Patients whom it is about; none of a type that is about nobody. */
  readonly patients: readonly string[];
  /** Where it had to be parsed for that: the resource, its references to its own server made relative. */
  readonly resource: Resource | undefined;
}

const typeFirst = /^\s*\{\s*"resourceType"\s*:\s*"([A-Za-z]{1,64})"/;
const ownerElement = /"(?:subject|patient|for|actor)"\s*:\s*\{\s*"reference"\s*:\s*"Patient\/([A-Za-z0-9\-.]{1,64})"/;
const absolute = /"reference"\s*:\s*"http/i;
/** One that is still an address leads to another server. */
const inReference = /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/;
const urn = /^urn:uuid:([A-Za-z0-9-]{1,64})$/;

/** The type of a row, without parsing it where it comes first, as nearly everywhere. */
export function typeOf(row: string): string | undefined {
  return typeFirst.exec(row)?.[1];
}

/**
 * Places a row, given as Latin-1 text. Most rows name one patient, once, in the element of their type, and need no parsing
 * (a fifth of its cost). Undefined for what is no FHIR resource.
 */
export function placeRow(row: string, parse: () => unknown, bases: OwnBases): PlacedRow | undefined {
  const type = typeOf(row);
  const named = type === undefined || type === 'Patient' ? undefined : plainOwner(row);
  if (type !== undefined && named !== undefined) return { type, patients: [named], resource: undefined };
  const parsed = parse();
  if (!isResource(parsed)) return undefined;
  const resource = bases.local(parsed);
  const { resourceType } = resource;
  if (resourceType === 'Patient') return { type: resourceType, patients: resource.id ? [resource.id] : [], resource };
  return { type: resourceType, patients: patientsOf(resource), resource };
}

/** The patient of a row that names one alone, and nothing by address or in resources within it. */
function plainOwner(row: string): string | undefined {
  const first = row.indexOf('Patient/');
  if (first < 0 || row.includes('Patient/', first + 1) || row.includes('"contained"') || absolute.test(row))
    return undefined;
  return ownerElement.exec(row)?.[1];
}

function patientsOf(resource: Resource): readonly string[] {
  const references = subjectReferences({ ...resource }).map(({ reference }) => reference);
  const ids = references.flatMap((one) =>
    typeof one === 'string' && one.length <= 512 ? (inReference.exec(one)?.[1] ?? urn.exec(one)?.[1] ?? []) : [],
  );
  return [...new Set(ids)];
}
