import type { Encounter } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Kind } from './person.ts';
import { practiceId } from './staff-resources.ts';

/** One visit: patient, clinician, day and mode. */
export interface Visit {
  readonly id: string;
  readonly patient: string;
  readonly who: string;
  readonly day: Day;
  readonly kind: Kind;
}

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const snomed = 'http://snomed.info/sct';
const performer = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PPRF' }],
};

/** The visit as an Encounter of twelve minutes; its time of day depends only on the day. */
export function encounter(visit: Visit): Encounter {
  const start = Date.parse(`${isoDay(visit.day)}T09:00:00Z`) + ((visit.day * 37) % 42) * 10 * 60_000;
  return {
    resourceType: 'Encounter',
    id: visit.id,
    status: visit.kind === 'cancelled' || visit.kind === 'entered-in-error' ? visit.kind : 'finished',
    class:
      visit.kind === 'phone'
        ? { system: actCode, code: 'VR', display: 'virtual' }
        : { system: actCode, code: 'AMB', display: 'ambulatory' },
    type: [visitType(visit.kind)],
    ...(visit.kind === 'bereavement' && { reasonCode: [{ text: 'Bereavement' }] }),
    subject: { reference: `Patient/${visit.patient}` },
    participant: [{ type: [performer], individual: { reference: `Practitioner/${visit.who}` } }],
    period: { start: new Date(start).toISOString(), end: new Date(start + 12 * 60_000).toISOString() },
    serviceProvider: { reference: `Organization/${practiceId}` },
  };
}

/** A visit in progress. It has no time, because today may have only just begun. */
export function inProgressEncounter(visit: Omit<Visit, 'kind'>): Encounter {
  const { period: _, ...rest } = encounter({ ...visit, kind: 'seen' });
  return { ...rest, status: 'in-progress', period: { start: isoDay(visit.day) } };
}

function visitType(kind: Kind) {
  if (kind === 'dressing') {
    return { coding: [{ system: snomed, code: '182531007', display: 'Dressing of wound' }], text: 'Dressing of wound' };
  }
  return { text: kind === 'phone' ? 'Telephone consultation' : 'Consultation at the surgery' };
}
