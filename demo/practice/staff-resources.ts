import type { Organization, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { resolveDate } from './relative-day.ts';
import type { Member } from './staff.ts';
import { staff } from './staff.ts';

export const practiceId = 'alder-lane';
export const hospitalId = 'county-hospital';

/** Y99 is an ODS range that the NHS assigns to no real surgery. */
const practice: Organization = {
  resourceType: 'Organization',
  id: practiceId,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y99901' }],
  name: 'Alder Lane Surgery',
  active: true,
};

const hospital: Organization = { resourceType: 'Organization', id: hospitalId, name: 'County Hospital', active: true };

/** The practice and its staff on `today`, with current and past roles. */
export function staffResources(today: Day): Resource[] {
  return [practice, hospital, ...staff.flatMap((one, index) => [practitioner(one, index), role(one, today)])];
}

function practitioner(one: Member, index: number): Practitioner {
  const [prefix, given, family] = one.name;
  return {
    resourceType: 'Practitioner',
    id: one.id,
    // Seven digits like a GMC number, from a range that the GMC has not issued.
    identifier: [{ system: 'https://fhir.hl7.org.uk/Id/gmc-number', value: String(9990001 + index) }],
    active: true,
    name: [{ use: 'official', prefix: [prefix], given: [given], family }],
  };
}

function role(one: Member, today: Day): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `role-${one.id}`,
    active: true,
    period: { start: resolveDate(one.from, today), ...(one.until && { end: resolveDate(one.until, today) }) },
    practitioner: { reference: `Practitioner/${one.id}` },
    organization: { reference: `Organization/${practiceId}` },
    code: [{ coding: [one.job] }],
    ...(one.away && {
      notAvailable: [
        {
          description: 'Away',
          during: { start: resolveDate(one.away[0], today), end: resolveDate(one.away[1], today) },
        },
      ],
    }),
  };
}
