import type { Address, Resource } from '@medplum/fhirtypes';
import { type Day, isoDay } from '../history/calendar.ts';

/** Where the people of these records live. */
export const home: readonly Address[] = [{ line: ['1 Made-up Street'], city: 'York', postalCode: 'YO1 1AA' }];

/** A child of the patient with this id, and a stay in hospital that goes on since a day; none of it is of the patient. */
export function childResources(id: string, since: Day): Resource[] {
  // The id of what is the patient's own begins with the patient's.
  const child = `child-of-${id}`;
  return [
    {
      resourceType: 'RelatedPerson',
      id: `${id}-child`,
      patient: { reference: `Patient/${id}` },
      relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'CHILD' }] }],
      address: [...home],
    },
    {
      resourceType: 'Patient',
      id: child,
      birthDate: isoDay(since - 3000),
      address: [...home],
      link: [{ type: 'seealso', other: { reference: `RelatedPerson/${id}-child` } }],
    },
    {
      resourceType: 'Encounter',
      id: `${child}-stay`,
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      subject: { reference: `Patient/${child}` },
      period: { start: isoDay(since) },
    },
  ];
}
