import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { isResource, takeEntries } from '#src/fhir/client/bundle.ts';
import { type JsonObject, objects, objectsAt } from '#src/fhir/json.ts';
import { type RecordedCall, recordedCall } from './recorded-call.ts';

/** One person, and every resource in the same folder. */
export interface Chart {
  readonly patient: Patient & { readonly id: string };
  readonly resources: readonly Resource[];
}

/** The charts and recorded calls found in files. */
export interface ChartFiles {
  readonly charts: readonly Chart[];
  readonly calls: readonly RecordedCall[];
  /** Files that are not JSON. */
  readonly unreadable: readonly string[];
}

/**
 * Finds the people in these files and folders, recursively (JSON or NDJSON: Bundles of any type, single resources,
 * lists of them), and recorded EHR calls. The files of one folder form one record; of resources with the same id the
 * first is used.
 */
export function readChartFiles(paths: readonly string[]): ChartFiles {
  const folders = new Map<string, Map<string, Resource>>();
  const calls: RecordedCall[] = [];
  const unreadable: string[] = [];
  for (const file of paths.flatMap(filesIn)) {
    const values = valuesIn(file);
    if (values === undefined) unreadable.push(file);
    calls.push(...(values ?? []).flatMap((value) => recordedCall(value) ?? []));
    const folder = folders.get(dirname(file)) ?? new Map<string, Resource>();
    folders.set(dirname(file), folder);
    for (const resource of (values ?? []).flatMap(resourcesIn)) {
      const key = `${resource.resourceType}/${resource.id}`;
      if (resource.id !== undefined && !folder.has(key)) folder.set(key, resource);
    }
  }
  const charts = [...folders.values()].flatMap((folder) => {
    const resources = [...folder.values()];
    return peopleIn(resources).map((patient) => ({ patient, resources }));
  });
  return { charts, calls, unreadable };
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(nd)?json$/.test(name));
  return names.sort().map((name) => join(path, name));
}

/** The JSON values of a file, ignoring a byte order mark; undefined if it is not JSON. */
function valuesIn(file: string): unknown[] | undefined {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    const values: unknown[] = file.endsWith('.ndjson') ? lines.map((line) => JSON.parse(line)) : [JSON.parse(text)];
    return values.flat();
  } catch {
    return undefined;
  }
}

function resourcesIn(value: unknown): Resource[] {
  if (!isResource(value)) return [];
  if (value.resourceType !== 'Bundle') return [value];
  const entries = Array.isArray(value.entry) ? value.entry : [];
  const { resources } = takeEntries(entries);
  const inner = resources.filter(({ resourceType }) => resourceType === 'Bundle').flatMap(resourcesIn);
  return [...resolveUrnReferences(resources.filter(({ resourceType }) => resourceType !== 'Bundle')), ...inner];
}

/** Resolves `urn:uuid` references as a server does on loading a Bundle. */
function resolveUrnReferences(resources: readonly Resource[]): Resource[] {
  const resolved = new Map(resources.map(({ resourceType, id }) => [`urn:uuid:${id}`, `${resourceType}/${id}`]));
  return JSON.parse(JSON.stringify(resources), (key: string, value: unknown) =>
    key === 'reference' && typeof value === 'string' ? (resolved.get(value) ?? value) : value,
  );
}

/** Every Patient among the resources, plus a bare Patient for each other person that a resource is about. */
function peopleIn(resources: readonly Resource[]): Chart['patient'][] {
  const people = new Map(resources.filter(isPatient).map((one) => [one.id, one]));
  for (const reference of resources.flatMap(subjectReferences)) {
    const [, id] = /^Patient\/([A-Za-z0-9.-]+)$/.exec(String(reference)) ?? [];
    if (id !== undefined && !people.has(id)) people.set(id, { resourceType: 'Patient', id });
  }
  return [...people.values()];
}

function subjectReferences(resource: Resource): unknown[] {
  const { subject, patient, participant }: JsonObject = { ...resource };
  return [...objects(subject), ...objects(patient), ...objectsAt({ participant }, ['participant', 'actor'])].map(
    (one) => one.reference,
  );
}

function isPatient(resource: Resource): resource is Chart['patient'] {
  return resource.resourceType === 'Patient' && resource.id !== undefined;
}
