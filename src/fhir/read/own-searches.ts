import { type Day, isoDay } from '../../history/calendar.ts';
import type { FhirVersion } from '../versions/index.ts';
import { idsOf, type StaffSearch } from './staff-searches.ts';

/** Practitioners and roles as a search by `participant` takes them. */
export function typed(references: readonly string[]): string[] {
  return (['Practitioner', 'PractitionerRole'] as const).flatMap((type) =>
    idsOf(references, type).map((id) => `${type}/${id}`),
  );
}

/**
 * The encounters of a clinician with anyone, the newest first. Of other people's encounters no more is asked for than when
 * they were, how long, what kind of contact, where and with whom.
 */
export function visitsOf(references: readonly string[], since: Day, version: FhirVersion | undefined): StaffSearch {
  const periods = version === undefined ? ['period', 'actualPeriod'] : [version.encounter.period];
  const elements = [
    'meta',
    'status',
    'class',
    'type',
    ...periods,
    'length',
    'subject',
    'participant',
    'serviceProvider',
  ];
  return {
    type: 'Encounter',
    parameters: {
      participant: typed(references).join(),
      date: `ge${isoDay(since)}`,
      _sort: '-date',
      _count: '200',
      _elements: elements.join(),
    },
  };
}

/** What these people are called, and who cares for them. */
export function peopleBy(ids: readonly string[]): StaffSearch {
  const _elements = 'meta,active,name,birthDate,deceased,generalPractitioner,link';
  return { type: 'Patient', parameters: { _id: ids.join(), _count: `${ids.length}`, _elements } };
}

/** What is booked for these people from a day on; R5 alone has a subject (hl7.org/fhir/R5/appointment.html). */
export function bookingsOf(ids: readonly string[], from: Day, version: FhirVersion | undefined): StaffSearch {
  const hasSubject = version === undefined || version.elements.Appointment?.includes('subject') === true;
  const _elements = `meta,status,start,participant${hasSubject ? ',subject' : ''}`;
  return {
    type: 'Appointment',
    parameters: { patient: ids.join(), date: `ge${isoDay(from)}`, _count: '200', _elements },
  };
}
