import type { Appointment, Encounter, MedicationDispense, MedicationRequest, Resource } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import type { DemoPerson } from './person.ts';
import { parseDays, resolveDate } from './relative-day.ts';

const snomed = 'http://snomed.info/sct';
const subjectOf = (person: DemoPerson) => ({ reference: `Patient/${person.id}` });

/** Problems with onset and end, and the emergency attendances at which they were first recorded. */
export function problems(person: DemoPerson, today: Day): Resource[] {
  const subject = subjectOf(person);
  return (person.problems ?? []).flatMap(
    ({ condition: [code, display, system = snomed], recorded, onset, resolved, atEmergency }, index): Resource[] => {
      const id = `${person.id}-problem-${index + 1}`;
      const encounter = { reference: `Encounter/${id}-emergency` };
      const status = resolved === undefined ? 'active' : 'resolved';
      const problem: Resource = {
        resourceType: 'Condition',
        id,
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: status }],
        },
        code: { coding: [{ system, code, display }], text: display },
        subject,
        onsetDateTime: resolveDate(onset ?? recorded, today),
        recordedDate: resolveDate(recorded, today),
        ...(resolved !== undefined && { abatementDateTime: resolveDate(resolved, today) }),
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
          period: { start: resolveDate(recorded, today), end: resolveDate(recorded, today) },
        },
      ];
    },
  );
}

/** Missed and attended appointments. */
export function pastAppointments(person: DemoPerson, today: Day): Appointment[] {
  const row = (text: string | undefined, status: 'noshow' | 'fulfilled') =>
    parseDays(text ?? '').map((when) => ({ when, status }));
  return [...row(person.missed, 'noshow'), ...row(person.attended, 'fulfilled')].map(({ when, status }, index) => ({
    resourceType: 'Appointment',
    id: `${person.id}-past-appointment-${index + 1}`,
    status,
    start: `${resolveDate(when, today)}T10:30:00Z`,
    participant: [{ actor: subjectOf(person), status: 'accepted' }],
  }));
}

/** Hospital outpatient visits, as the practice records them. */
export function elsewhere(person: DemoPerson, today: Day): Encounter[] {
  return parseDays(person.outpatientVisits ?? '').map((when, index) => ({
    resourceType: 'Encounter',
    id: `${person.id}-elsewhere-${index + 1}`,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [{ text: 'Outpatient clinic' }],
    subject: subjectOf(person),
    period: { start: resolveDate(when, today), end: resolveDate(when, today) },
    serviceProvider: { reference: 'Organization/county-hospital', display: 'County Hospital' },
  }));
}

/** Repeat prescriptions and their dispenses. */
export function repeats(person: DemoPerson, today: Day): Resource[] {
  const subject = subjectOf(person);
  return (person.repeats ?? []).flatMap(([code, text, row, stopped], index): Resource[] => {
    const medicationCodeableConcept = { coding: [{ system: 'http://www.whocc.no/atc', code, display: text }], text };
    const collected = parseDays(row);
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
      authoredOn: resolveDate(collected[0] ?? '-1y', today),
    };
    const supplies = collected.map(
      (when, n): MedicationDispense => ({
        resourceType: 'MedicationDispense',
        id: `${request.id}-supply-${n + 1}`,
        status: 'completed',
        medicationCodeableConcept,
        subject,
        daysSupply: { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
        whenHandedOver: resolveDate(when, today),
      }),
    );
    return [request, ...supplies];
  });
}
