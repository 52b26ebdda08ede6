import type { Encounter } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { resolveDate } from './relative-day.ts';
import { practiceId } from './staff-resources.ts';

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** Hospital stays, each with its reason. */
export function stays(person: DemoPerson, today: Day): Encounter[] {
  return (person.stays ?? []).map(([from, until, [code, display, system]], index) => ({
    resourceType: 'Encounter',
    id: `${person.id}-stay-${index + 1}`,
    status: 'finished',
    class: { system: actCode, code: 'IMP', display: 'inpatient encounter' },
    type: [{ text: 'Hospital stay' }],
    subject: { reference: `Patient/${person.id}` },
    reasonCode: [{ coding: [{ system: system ?? 'http://snomed.info/sct', code, display }], text: display }],
    period: { start: resolveDate(from, today), end: resolveDate(until, today) },
    serviceProvider: { reference: 'Organization/county-hospital', display: 'County Hospital' },
  }));
}

/** Visits that the person left without being seen: they arrived at nine, and the visit was cancelled minutes later. */
export function visitsLeft(person: DemoPerson, today: Day): Encounter[] {
  return (person.left ?? []).map(([when, minutes], index) => {
    const start = `${resolveDate(when, today)}T09:00:00Z`;
    const end = new Date(Date.parse(start) + minutes * 60_000).toISOString();
    return {
      resourceType: 'Encounter',
      id: `${person.id}-left-${index + 1}`,
      status: 'cancelled',
      statusHistory: [{ status: 'arrived', period: { start, end } }],
      class: { system: actCode, code: 'AMB', display: 'ambulatory' },
      type: [{ text: 'Consultation at the surgery' }],
      subject: { reference: `Patient/${person.id}` },
      period: { start, end },
      serviceProvider: { reference: `Organization/${practiceId}` },
    };
  });
}
