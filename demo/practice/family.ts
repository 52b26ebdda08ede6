import type { Address, Encounter, Patient, RelatedPerson, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { DemoPerson, Relative } from './person.ts';
import { resolveDate } from './relative-day.ts';
import { practiceId } from './staff-resources.ts';

const roleCode = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const relationships: Readonly<Record<Relative['is'], string>> = {
  wife: 'WIFE',
  husband: 'HUSB',
  'former spouse': 'FMRSPS',
  son: 'SON',
  daughter: 'DAU',
};

/** ZZ is a postcode area that the Royal Mail does not use. */
const home: Address = { use: 'home', line: ['4 Mill Row'], city: 'Alderbridge', postalCode: 'ZZ4 2AR' };
const elsewhere: Address = { use: 'home', line: ['17 Station Road'], city: 'Elmstead', postalCode: 'ZZ9 1ST' };

/** The person's own address, which matters only beside those of a family. */
export function addressOf({ family }: DemoPerson): Pick<Patient, 'address'> {
  return family === undefined ? {} : { address: [home] };
}

/** Each relative as an EHR links them: what they are to the person, their own record, and a stay in hospital in it. */
export function family(person: DemoPerson, today: Day): Resource[] {
  return (person.family ?? []).flatMap((one) => {
    const id = `${person.id}-${one.is.replace(' ', '-')}`;
    const address = [one.lives === 'elsewhere' ? elsewhere : home];
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
      name: [{ use: 'official', given: [one.name[0]], family: one.name[1] }],
      birthDate: isoDay(today - Math.round((one.age + 0.4) * 365.25)),
      address,
      managingOrganization: { reference: `Organization/${practiceId}` },
      ...(one.died && { deceasedDateTime: resolveDate(one.died, today) }),
      link: [{ type: 'seealso', other: { reference: `RelatedPerson/${id}` } }],
    };
    return [related, own, ...(one.inHospital ? [stayInProgress(own, resolveDate(one.inHospital, today))] : [])];
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
    serviceProvider: { reference: 'Organization/county-hospital', display: 'County Hospital' },
  };
}
