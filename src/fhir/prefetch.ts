import type { Resource } from '@medplum/fhirtypes';
import { isResource, readBundle } from './bundle.ts';
import type { Source } from './searches.ts';
import { typesInAny } from './versions/index.ts';

/** What a prefetch gave of one source. Only `whole` says that there is nothing more. */
export interface Given {
  readonly state: 'whole' | 'incomplete' | 'unavailable';
  readonly resources: readonly Resource[];
  /** Reason codes of what could not be used. */
  readonly faults: readonly string[];
}

const unavailable: Given = { state: 'unavailable', resources: [], faults: [] };
const malformed: Given = { state: 'unavailable', resources: [], faults: ['malformed'] };

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
  if (value === null) return isRead ? unavailable : { state: 'whole', resources: [], faults: [] };
  if (isResource(value, 'OperationOutcome')) {
    return { state: 'incomplete', resources: [], faults: ['operation-outcome'] };
  }
  if (isRead && isResource(value, source.type)) return readPatient([value], patientId);
  const page = readBundle(value, typesInAny(source.type));
  if (page === undefined) return malformed;
  if (isRead) return readPatient(page.resources, patientId);
  const short = page.total !== undefined && page.matches < page.total;
  const fatal = page.faults.some((fault) => fault !== 'wrong-type');
  const state = fatal || short || page.next !== undefined ? 'incomplete' : 'whole';
  return { state, resources: page.resources, faults: short ? [...page.faults, 'fewer-than-total'] : page.faults };
}

function readPatient(resources: readonly Resource[], patientId: string): Given {
  const patients = resources.filter((resource) => resource.resourceType === 'Patient');
  if (patients.some((patient) => patient.id === patientId)) return { state: 'whole', resources, faults: [] };
  return patients.length > 0 ? { ...unavailable, faults: ['other-patient'] } : malformed;
}
