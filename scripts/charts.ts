import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { isResource, takeEntries } from '#src/fhir/bundle.ts';

/** One person, and every resource that lies in the same folder. */
export interface Chart {
  readonly patient: Patient & { readonly id: string };
  readonly resources: readonly Resource[];
}

/**
 * The people in these files (JSON or NDJSON: Bundles of any type, single resources, lists of them) and folders.
 * Files of one folder are one record; of two resources with one id the first is taken.
 */
export function chartsIn(paths: readonly string[]): { charts: Chart[]; unreadable: string[] } {
  const folders = new Map<string, Map<string, Resource>>();
  const unreadable: string[] = [];
  for (const file of paths.flatMap(filesIn)) {
    const resources = resourcesIn(file);
    if (resources === undefined) unreadable.push(file);
    const folder = folders.get(dirname(file)) ?? new Map<string, Resource>();
    folders.set(dirname(file), folder);
    for (const resource of resources ?? []) {
      const key = `${resource.resourceType}/${resource.id}`;
      if (resource.id !== undefined && !folder.has(key)) folder.set(key, resource);
    }
  }
  const charts = [...folders.values()].flatMap((folder) => {
    const resources = [...folder.values()];
    return resources.filter(isPatient).map((patient) => ({ patient, resources }));
  });
  return { charts, unreadable };
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.(nd)?json$/.test(name));
  return names.sort().map((name) => join(path, name));
}

function resourcesIn(file: string): Resource[] | undefined {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    const values: unknown[] = file.endsWith('.ndjson') ? lines.map((line) => JSON.parse(line)) : [JSON.parse(text)];
    return values.flat().flatMap(unpack);
  } catch {
    return undefined;
  }
}

function unpack(value: unknown): Resource[] {
  if (!isResource(value)) return [];
  if (value.resourceType !== 'Bundle') return [value];
  const entries = Array.isArray(value.entry) ? value.entry : [];
  const { resources } = takeEntries(entries);
  const inner = resources.filter(({ resourceType }) => resourceType === 'Bundle').flatMap(unpack);
  return [...asServed(resources.filter(({ resourceType }) => resourceType !== 'Bundle')), ...inner];
}

/** A server turns a Bundle's `urn:uuid` references into its own when it takes the resources in. */
function asServed(resources: readonly Resource[]): Resource[] {
  const served = new Map(resources.map(({ resourceType, id }) => [`urn:uuid:${id}`, `${resourceType}/${id}`]));
  return JSON.parse(JSON.stringify(resources), (key: string, value: unknown) =>
    key === 'reference' && typeof value === 'string' ? (served.get(value) ?? value) : value,
  );
}

function isPatient(resource: Resource): resource is Chart['patient'] {
  return resource.resourceType === 'Patient' && resource.id !== undefined;
}
