import { describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createIntake } from '#src/fhir/intake.ts';
import { sources } from '#src/fhir/searches.ts';

const about: Readonly<Record<string, (reference: object) => object>> = {
  Patient: () => ({}),
  EpisodeOfCare: (patient) => ({ patient }),
  Task: (person) => ({ for: person }),
  Appointment: (actor) => ({ participant: [{ actor }] }),
};
const takes = (type: string, reference: string): boolean => {
  const intake = createIntake('p');
  const named = about[type] ?? ((subject: object) => ({ subject }));
  intake.add([{ resourceType: type, id: '1', ...named({ reference }) } as unknown as Resource]);
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
