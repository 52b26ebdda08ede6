import type { Appointment, Encounter, MedicationDispense, MedicationRequest, Resource, Task } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { dateOf, days } from './when.ts';

const snomed = 'http://snomed.info/sct';
const subjectOf = (person: DemoPerson) => ({ reference: `Patient/${person.id}` });

/** Problems with their beginning and end, and the emergencies at which they were found. */
export function problems(person: DemoPerson, today: Day): Resource[] {
  const subject = subjectOf(person);
  return (person.problems ?? []).flatMap(
    ({ is: [code, display], recorded, since, over, atEmergency }, index): Resource[] => {
      const id = `${person.id}-problem-${index + 1}`;
      const encounter = { reference: `Encounter/${id}-emergency` };
      const status = over === undefined ? 'active' : 'resolved';
      const problem: Resource = {
        resourceType: 'Condition',
        id,
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: status }],
        },
        code: { coding: [{ system: snomed, code, display }], text: display },
        subject,
        onsetDateTime: dateOf(since ?? recorded, today),
        recordedDate: dateOf(recorded, today),
        ...(over !== undefined && { abatementDateTime: dateOf(over, today) }),
        ...(atEmergency && { encounter }),
      };
      if (!atEmergency) return [problem];
      return [
        problem,
        {
          resourceType: 'Encounter',
          id: `${id}-emergency`,
          status: 'finished',
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER', display: 'emergency' },
          subject,
          period: { start: dateOf(recorded, today), end: dateOf(recorded, today) },
        },
      ];
    },
  );
}

/** Appointments that were missed or kept. */
export function pastAppointments(person: DemoPerson, today: Day): Appointment[] {
  const row = (text: string | undefined, status: 'noshow' | 'fulfilled') =>
    days(text ?? '').map((when) => ({ when, status }));
  return [...row(person.missed, 'noshow'), ...row(person.kept, 'fulfilled')].map(({ when, status }, index) => ({
    resourceType: 'Appointment',
    id: `${person.id}-past-appointment-${index + 1}`,
    status,
    start: `${dateOf(when, today)}T10:30:00Z`,
    participant: [{ actor: subjectOf(person), status: 'accepted' }],
  }));
}

/** Visits to a hospital’s clinic, of which the practice knows that they took place. */
export function elsewhere(person: DemoPerson, today: Day): Encounter[] {
  return days(person.elsewhere ?? '').map((when, index) => ({
    resourceType: 'Encounter',
    id: `${person.id}-elsewhere-${index + 1}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [{ text: 'Outpatient clinic' }],
    subject: subjectOf(person),
    period: { start: dateOf(when, today), end: dateOf(when, today) },
    serviceProvider: { reference: 'Organization/county-hospital', display: 'County Hospital' },
  }));
}

/** Invitations, as tasks for the person. */
export function invitations(person: DemoPerson, today: Day): Task[] {
  return (person.invited ?? []).map(([when, text, declined], index) => ({
    resourceType: 'Task',
    id: `${person.id}-invitation-${index + 1}`,
    status: declined ? 'rejected' : 'requested',
    intent: 'order',
    code: { text },
    for: subjectOf(person),
    authoredOn: dateOf(when, today),
  }));
}

/** Repeat medicines and what was collected of them. */
export function repeats(person: DemoPerson, today: Day): Resource[] {
  const subject = subjectOf(person);
  return (person.repeats ?? []).flatMap(([code, text, row, stopped], index): Resource[] => {
    const medicationCodeableConcept = { coding: [{ system: 'http://www.whocc.no/atc', code, display: text }], text };
    const collected = days(row);
    const request: MedicationRequest = {
      resourceType: 'MedicationRequest',
      id: `${person.id}-repeat-${index + 1}`,
      status: stopped ?? 'active',
      intent: 'order',
      courseOfTherapyType: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy',
            code: 'continuous',
          },
        ],
      },
      medicationCodeableConcept,
      subject,
      authoredOn: dateOf(collected[0] ?? '-1y', today),
    };
    const supplies = collected.map(
      (when, n): MedicationDispense => ({
        resourceType: 'MedicationDispense',
        id: `${request.id}-supply-${n + 1}`,
        status: 'completed',
        medicationCodeableConcept,
        subject,
        daysSupply: { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
        whenHandedOver: dateOf(when, today),
      }),
    );
    return [request, ...supplies];
  });
}
