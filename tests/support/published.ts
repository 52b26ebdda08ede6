import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { type OpeningContext, type Sources, toReading } from '#src/fhir/mappers/index.ts';
import { at, codeSets } from '../fhir/map-record.ts';

const root = join(import.meta.dirname, '../../../shared/data');

/** One file of published data; a file that is not JSON holds undefined. */
interface Published {
  readonly name: string;
  readonly resources: readonly Resource[] | undefined;
}

/** A test over one folder of published data; skipped, and saying why, where the folder is absent. */
export function overPublished(folder: string, what: string, run: (files: readonly Published[]) => void): void {
  const path = join(root, folder);
  if (existsSync(path)) test(`${folder}: ${what}`, () => run(filesOf(path)));
  else test.skip(`${folder}: ${what} (skipped: ../shared/data/${folder} is absent)`, () => {});
}

function filesOf(path: string): Published[] {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return names.sort().map((name) => {
    try {
      return {
        name,
        resources: resourcesIn(JSON.parse(readFileSync(join(path, name), 'utf8').replace(/^\uFEFF/, ''))),
      };
    } catch {
      return { name, resources: undefined };
    }
  });
}

function resourcesIn(value: Resource | Resource[]): Resource[] {
  if (Array.isArray(value)) return value.flatMap(resourcesIn);
  if (value?.resourceType !== 'Bundle') return value?.resourceType === undefined ? [] : [value];
  return (value.entry ?? []).flatMap((entry) => (entry?.resource === undefined ? [] : resourcesIn(entry.resource)));
}

/** The ids of the people in these resources. */
export function peopleIn(resources: readonly Resource[]): string[] {
  return resources.flatMap((one) => (one.resourceType === 'Patient' && one.id ? [one.id] : []));
}

/** What is read of one person in these resources, their version shown by their shapes alone. */
export function readPerson(
  resources: readonly Resource[],
  patientId: string | undefined,
  when: Partial<OpeningContext> = {},
) {
  const patient = resources.find((one) => one.resourceType === 'Patient' && one.id === patientId);
  const sources: Sources = {
    patient: patient?.resourceType === 'Patient' ? patient : undefined,
    resources: Map.groupBy(resources, (one) => one.resourceType),
    unread: new Map(),
    staff: 'server',
    activity: new Map(),
  };
  return { ...toReading(sources, { ...at, ...when }, codeSets), sources };
}
