import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createIntake } from '#src/fhir/intake.ts';
import { createResourceBudget } from '#src/fhir/resource-budget.ts';
import { sources } from '#src/fhir/searches.ts';

const about: Readonly<Record<string, (reference: object) => object>> = {
  Patient: () => ({}),
  EpisodeOfCare: (patient) => ({ patient }),
  Task: (person) => ({ for: person }),
  Appointment: (actor) => ({ participant: [{ actor }] }),
};
const one = (resource: unknown) => ({ resources: [resource as Resource], leftOut: 0 });
const takes = (type: string, reference: string): boolean => {
  const intake = createIntake('p', createResourceBudget());
  const named = about[type] ?? ((subject: object) => ({ subject }));
  intake.add(one({ resourceType: type, id: '1', ...named({ reference }) }), 'any');
  return intake.has(`${type}/1`);
};

describe.each(sources.map(({ type }) => type).filter((type) => type !== 'Patient'))('a %s', (type) => {
  test('of this patient, or of nobody who is named, is taken', () => {
    for (const reference of ['Patient/p', 'https://ehr.example/fhir/Patient/p', 'urn:uuid:p', 'Practitioner/p'])
      expect([reference, takes(type, reference)]).toEqual([reference, true]);
  });

  test('of another patient is not', () => {
    for (const reference of ['Patient/q', 'https://ehr.example/fhir/Patient/q/_history/1', 'urn:uuid:q'])
      expect([reference, takes(type, reference)]).toEqual([reference, false]);
  });
});
