import type { Resource } from '@medplum/fhirtypes';

/** A resource of R4, as JSON. */
type Json = { readonly [element: string]: unknown };

const roleCode = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const deathStatus = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus';

export const to = (reference: string) => ({ reference });
export const isRestricted = { meta: { security: [{ code: 'R' }] } };
export const home = [{ use: 'home', line: ['1 High Street'], city: 'York', postalCode: 'YO1 1AA' }];
export const nhsNumber = (value: string) => ({ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value }] });
/** How sure a notice of death is: 2 is formal. */
export const notified = (code: string) => ({
  extension: [
    { url: deathStatus, extension: [{ url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code }] } }] },
  ],
});

/** A RelatedPerson of patient `p` by a code of v3-RoleCode, with what differs. */
export function relatedPerson(id: string, code: string, difference: object = {}): Json {
  return {
    resourceType: 'RelatedPerson',
    id,
    patient: to('Patient/p'),
    relationship: [{ coding: [{ system: roleCode, code }] }],
    ...difference,
  };
}

/** A Patient that says it is this RelatedPerson too, with what differs. */
export function relativeRecord(id: string, role: string, difference: object = {}): Json {
  return {
    resourceType: 'Patient',
    id,
    link: [{ type: 'seealso', other: to(`RelatedPerson/${role}`) }],
    ...difference,
  };
}

/** As what a server holds. */
export function resources(...all: readonly object[]): Resource[] {
  return all as Resource[];
}
