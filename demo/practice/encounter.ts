import type { CodeableConcept, Encounter } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import type { Kind } from './person.ts';
import { slotOn, visitIn } from './slot.ts';
import { member } from './staff.ts';
import { practiceId } from './staff-resources.ts';
import { wayOf } from './visit-kinds.ts';

/** One visit: patient, clinician, day, mode and reason. */
export interface Visit {
  readonly id: string;
  readonly patient: string;
  readonly who: string;
  readonly day: Day;
  readonly kind: Kind;
  readonly reason?: CodeableConcept;
}

const performer = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
      code: 'PPRF',
      display: 'primary performer',
    },
  ],
};

/** The visit as an Encounter. */
export function encounter(visit: Visit): Encounter {
  const { setting, type } = wayOf(visit.kind, member(visit.who));
  return {
    resourceType: 'Encounter',
    id: visit.id,
    status: visit.kind === 'cancelled' || visit.kind === 'entered-in-error' ? visit.kind : 'finished',
    class: setting,
    type: [type],
    ...(visit.reason && { reasonCode: [visit.reason] }),
    subject: { reference: `Patient/${visit.patient}` },
    participant: [{ type: [performer], individual: { reference: `Practitioner/${visit.who}` } }],
    period: visitIn(slotOn(visit.day, visit.id), visit.id),
    serviceProvider: { reference: `Organization/${practiceId}` },
  };
}

/** The visit in progress of an appointment. It has no time, because today may have only just begun. */
export function inProgressEncounter(visit: Omit<Visit, 'kind'>, appointment: string): Encounter {
  const { period: _, ...rest } = encounter({ ...visit, kind: 'seen' });
  return {
    ...rest,
    status: 'in-progress',
    appointment: [{ reference: `Appointment/${appointment}` }],
    period: { start: isoDay(visit.day) },
  };
}
