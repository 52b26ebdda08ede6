import type { Appointment, CodeableConcept, Encounter } from '@medplum/fhirtypes';
import { type Day, isoDay } from '#src/history/calendar.ts';
import type { Written } from './record.ts';

const snomed = 'http://snomed.info/sct';
/** The person in every synthetic life. */
export const person = { reference: 'Patient/p' };
/** The practice in every synthetic life. */
export const practice = { reference: 'Organization/practice' };

/** A SNOMED CT concept. */
export function concept(code: string): CodeableConcept {
  return { coding: [{ system: snomed, code }] };
}

/** 9 o'clock on a day. */
export function morning(day: Day): string {
  return `${isoDay(day)}T09:00:00Z`;
}

/** A visit, a call, an attendance at an emergency department, or a stay. */
export interface Visit {
  readonly day: Day;
  /** Id of the practitioner; none where the visit was elsewhere. */
  readonly who?: string;
  readonly class?: 'AMB' | 'VR' | 'EMER' | 'IMP';
  /** SNOMED CT codes. */
  readonly reason?: string;
  readonly type?: string;
  /** The service in words. */
  readonly service?: string;
  readonly until?: Day;
  readonly appointment?: string;
}

/** Writes a visit and returns its reference. */
export function writeVisit(record: Written, visit: Visit): string {
  const { day, who, class: code = 'AMB', reason, type, service, until = day, appointment } = visit;
  const elsewhere = code === 'EMER' || code === 'IMP';
  const encounter: Encounter & { id: string } = {
    resourceType: 'Encounter',
    id: record.id(),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
    subject: person,
    period: { start: morning(day), end: `${isoDay(until)}T09:15:00Z` },
    serviceProvider: elsewhere ? { reference: 'Organization/hospital' } : practice,
    ...(who !== undefined && { participant: [{ individual: { reference: `Practitioner/${who}` } }] }),
    ...(reason !== undefined && { reasonCode: [concept(reason)] }),
    ...(type !== undefined && { type: [concept(type)] }),
    ...(service !== undefined && { type: [{ text: service }] }),
    ...(appointment !== undefined && { appointment: [{ reference: appointment }] }),
  };
  if (until > day) record.write(day, { ...encounter, status: 'in-progress', period: { start: morning(day) } });
  record.write(until, encounter);
  return `Encounter/${encounter.id}`;
}

/** An appointment and its outcome. */
export interface Booked {
  readonly created: Day;
  readonly day: Day;
  readonly who: string;
  readonly outcome: 'fulfilled' | 'noshow' | 'missed-by-practice' | 'cancelled' | 'cancelled-by-practice';
}

/** Writes an appointment when it was booked, and again when attended, missed or cancelled; returns its reference. */
export function writeAppointment(record: Written, { created, day, who, outcome }: Booked): string {
  const id = record.id();
  const at = (from: Day, status: Appointment['status'], more: Partial<Appointment> = {}) =>
    record.write(from, {
      resourceType: 'Appointment',
      id,
      status,
      created: isoDay(created),
      start: morning(day),
      end: `${isoDay(day)}T09:15:00Z`,
      participant: [
        { actor: person, status: 'accepted' },
        {
          actor: { reference: `Practitioner/${who}` },
          status: outcome === 'missed-by-practice' ? 'declined' : 'accepted',
        },
      ],
      ...more,
    });
  const isCancelled = outcome === 'cancelled' || outcome === 'cancelled-by-practice';
  if (created < day) at(created, 'booked');
  if (isCancelled) {
    const code = outcome === 'cancelled' ? 'pat' : 'prov';
    const system = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';
    at(Math.max(created, day - 1), 'cancelled', { cancelationReason: { coding: [{ system, code }] } });
  } else at(day, outcome === 'fulfilled' ? 'fulfilled' : 'noshow');
  return `Appointment/${id}`;
}
