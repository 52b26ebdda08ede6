import type { Appointment, CodeableConcept, Communication, Condition, Observation, Task } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { morning, person } from '../entries.ts';
import { words } from './codes.ts';
import { at, dateAgo, enter } from './meet.ts';
import type { Scene } from './scene.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** Writes an active problem, recorded `ago` days before the opening. */
export function problem(scene: Scene, ago: number, code: CodeableConcept, more: Partial<Condition> = {}): string {
  return enter(scene, ago, {
    resourceType: 'Condition',
    subject: person,
    code,
    clinicalStatus: { coding: [{ system: `${terminology}/condition-clinical`, code: 'active' }] },
    recordedDate: isoDay(scene.on - ago),
    ...more,
  });
}

/** Writes a finding as an Observation. */
export function finding(scene: Scene, ago: number, code: CodeableConcept, more: Partial<Observation> = {}): string {
  return enter(scene, ago, {
    resourceType: 'Observation',
    status: 'final',
    subject: person,
    code,
    effectiveDateTime: morning(scene.on - ago),
    ...more,
  });
}

/** Writes a message that was sent to the person. */
export function message(scene: Scene, ago: number, more: Partial<Communication>): string {
  const sent = morning(scene.on - ago);
  return enter(scene, ago, {
    resourceType: 'Communication',
    status: 'completed',
    subject: person,
    recipient: [person],
    sent,
    ...more,
  });
}

/** Writes something that was done, or declined. */
export function procedure(
  scene: Scene,
  ago: number,
  code: CodeableConcept,
  status: 'completed' | 'not-done' = 'completed',
): string {
  const performedDateTime = morning(scene.on - ago);
  return enter(scene, ago, { resourceType: 'Procedure', status, subject: person, code, performedDateTime });
}

/** Writes a task for the person. */
export function task(scene: Scene, ago: number, more: Partial<Task>): string {
  const authoredOn = morning(scene.on - ago);
  return enter(scene, ago, {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    for: person,
    authoredOn,
    ...more,
  });
}

/** Writes an appointment `ago` days before the opening (negative: after it), booked `bookedAgo` days before it. */
export function appointment(
  scene: Scene,
  ago: number,
  bookedAgo: number,
  who: string,
  more: Partial<Appointment> = {},
): string {
  return enter(scene, Math.max(ago, 0), {
    resourceType: 'Appointment',
    status: ago < 0 ? 'booked' : 'fulfilled',
    created: dateAgo(scene, bookedAgo),
    start: at(scene, ago, 9),
    end: at(scene, ago, 10),
    participant: [
      { actor: person, status: 'accepted' },
      { actor: { reference: `Practitioner/${who}` }, status: 'accepted' },
    ],
    ...more,
  });
}

/** Writes that there is a safeguarding concern. */
export function safeguarding(scene: Scene): string {
  return enter(scene, scene.random.integer(1, 400), {
    resourceType: 'Flag',
    status: 'active',
    subject: person,
    code: words(scene.random.pick(['Safeguarding concern', 'Child protection', 'Domestic abuse'])),
  });
}
