import type { Address, Encounter, Patient, RelatedPerson, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { born, homeAddress, nhsNumber } from './identity.ts';
import type { DemoPerson, Relative } from './person.ts';
import { resolveAnyDate } from './relative-day.ts';
import { hospitalId, practiceId } from './staff-resources.ts';

const roleCode = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const relationships: Readonly<Record<Relative['is'], string>> = {
  wife: 'WIFE',
  husband: 'HUSB',
  'former spouse': 'FMRSPS',
  son: 'SON',
  daughter: 'DAU',
};
const genders: Readonly<Partial<Record<Relative['is'], Patient['gender']>>> = {
  wife: 'female',
  husband: 'male',
  son: 'male',
  daughter: 'female',
};

/** Where those live who live elsewhere. */
export const elsewhere: Address = {
  use: 'home',
  line: ['17 Station Road'],
  city: 'Elmstead',
  postalCode: 'ZZ9 1ST',
  country: 'GBR',
};

/** Each relative as an EHR links them: what they are to the person, their own record, and a stay in hospital in it. */
export function family(person: DemoPerson, today: Day): Resource[] {
  return (person.family ?? []).flatMap((one) => {
    const id = `${person.id}-${one.is.replace(' ', '-')}`;
    const address = [one.lives === 'elsewhere' ? elsewhere : homeAddress(person.id)];
    const related: RelatedPerson = {
      resourceType: 'RelatedPerson',
      id,
      active: true,
      patient: { reference: `Patient/${person.id}` },
      relationship: [{ coding: [{ system: roleCode, code: relationships[one.is], display: one.is }] }],
      address,
    };
    const own: Patient = {
      resourceType: 'Patient',
      id: `${id}-own-record`,
      active: true,
      identifier: [nhsNumber(id)],
      gender: genders[one.is] ?? (person.gender === 'female' ? 'male' : 'female'),
      name: [{ use: 'official', given: [one.name[0]], family: one.name[1] }],
      birthDate: born(id, one.age, today),
      address,
      managingOrganization: { reference: `Organization/${practiceId}` },
      ...(one.died && { deceasedDateTime: resolveAnyDate(one.died, today) }),
      link: [{ type: 'seealso', other: { reference: `RelatedPerson/${id}` } }],
    };
    return [related, own, ...(one.inHospital ? [stayInProgress(own, resolveAnyDate(one.inHospital, today))] : [])];
  });
}

function stayInProgress({ id }: Patient, start: string): Encounter {
  return {
    resourceType: 'Encounter',
    id: `${id}-stay`,
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    type: [{ text: 'Hospital stay' }],
    subject: { reference: `Patient/${id}` },
    period: { start },
    serviceProvider: { reference: `Organization/${hospitalId}`, display: 'County Hospital' },
  };
}
