import type { Batch } from '../client/answer.ts';
import { isResource, readBundle } from '../client/bundle.ts';
import { fields, objects } from '../json.ts';
import { isOfUnreadType, typesInAny } from '../versions/index.ts';
import type { Source } from './searches.ts';

/** What a prefetch holds for one source. Only `complete` means that there is nothing more. */
export interface Given extends Batch {
  readonly state: 'complete' | 'incomplete' | 'unavailable' | 'unsupported' | 'another-person';
  /** Reason codes of what could not be used. */
  readonly faults: readonly string[];
}

const nothing: Batch = { resources: [], leftOut: 0 };
const unavailable: Given = { ...nothing, state: 'unavailable', faults: [] };
const malformed: Given = { ...unavailable, faults: ['malformed'] };
const unsupported: Given = { ...unavailable, state: 'unsupported', faults: ['unsupported-version'] };

/**
 * Reads the prefetch keys of these sources; other keys are ignored (CDS Hooks 2.0.1, "Prefetch Template"). A search's
 * `null` means that there is nothing, unless every key is null: some clients send null for tokens they can't resolve.
 */
export function readPrefetch(
  prefetch: Readonly<Record<string, unknown>>,
  sources: readonly Source[],
  patientId: string,
): ReadonlyMap<string, Given> {
  const sent = sources.filter(({ key }) => Object.hasOwn(prefetch, key) && prefetch[key] !== undefined);
  const allNull = sent.every(({ key }) => prefetch[key] === null);
  return new Map(
    sources.map((source) => {
      if (allNull || !sent.includes(source)) return [source.key, unavailable];
      return [source.key, readValue(prefetch[source.key], source, patientId)];
    }),
  );
}

function readValue(value: unknown, source: Source, patientId: string): Given {
  const isRead = source.search === undefined;
  if (value === null) return isRead ? unavailable : { ...nothing, state: 'complete', faults: [] };
  if (isResource(value, 'OperationOutcome')) {
    return { ...nothing, state: 'incomplete', faults: ['operation-outcome'] };
  }
  if (isRead && isResource(value, source.type)) return readPatient({ resources: [value], leftOut: 0 }, patientId);
  const page = readBundle(value, typesInAny(source.type));
  if (page === undefined) return holdsUnreadType(value) ? unsupported : malformed;
  if (isRead) return readPatient(page, patientId);
  const { resources, leftOut, origins } = page;
  const further = page.next !== undefined;
  const short = page.total !== undefined && page.results < page.total;
  const fatal = page.faults.some((fault) => fault !== 'wrong-type');
  const state = fatal || short || leftOut > 0 || further ? 'incomplete' : 'complete';
  const faults = [...page.faults, ...(short ? ['fewer-than-total'] : []), ...(further ? ['further-pages'] : [])];
  return { state, resources, leftOut, origins, faults };
}

/** A Bundle of a type that only a version has which is not read. */
function holdsUnreadType(value: unknown): boolean {
  return objects(fields(value)?.entry).some(({ resource }) => isOfUnreadType(fields(resource)?.resourceType));
}

function readPatient({ resources, leftOut, origins = new Map() }: Batch, patientId: string): Given {
  const patients = resources.filter((resource) => resource.resourceType === 'Patient');
  if (patients.some((patient) => patient.id === patientId))
    return { state: 'complete', resources, leftOut, origins, faults: [] };
  return patients.length > 0 ? { ...nothing, state: 'another-person', faults: ['other-patient'] } : malformed;
}
