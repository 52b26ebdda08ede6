import type { Encounter } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, resolveAnyDate, resolveDate, resolveDay } from './relative-day.ts';
import { slotAt } from './slot.ts';
import { hospitalId, practiceId } from './staff-resources.ts';

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
    period: { start: resolveAnyDate(from, today), end: resolveAnyDate(until, today) },
    serviceProvider: { reference: `Organization/${hospitalId}`, display: 'County Hospital' },
  }));
}

/** Hospital outpatient visits, as the practice records them. */
export function outpatientVisits(person: DemoPerson, today: Day): Encounter[] {
  return parseDays(person.outpatientVisits ?? '').map((when, index) => {
    const day = resolveDate(when, today, person.id);
    return {
      resourceType: 'Encounter',
      id: `${person.id}-elsewhere-${index + 1}`,
      status: 'finished',
      class: { system: actCode, code: 'AMB', display: 'ambulatory' },
      type: [{ text: 'Outpatient clinic' }],
      subject: { reference: `Patient/${person.id}` },
      period: { start: day, end: day },
      serviceProvider: { reference: `Organization/${hospitalId}`, display: 'County Hospital' },
    };
  });
}

/** Visits that the person left without being seen: they arrived at nine, and the visit was cancelled minutes later. */
export function visitsLeft(person: DemoPerson, today: Day): Encounter[] {
  return (person.left ?? []).map(([when, minutes], index) => {
    const id = `${person.id}-left-${index + 1}`;
    const { start, end } = slotAt(resolveDay(when, today), '09:00', minutes);
    return {
      resourceType: 'Encounter',
      id,
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
