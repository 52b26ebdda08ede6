import type { Communication, Condition, Observation, Procedure } from '@medplum/fhirtypes';
import { type Day, isoDay } from '#src/history/calendar.ts';
import { concept, morning, person } from './entries.ts';
import type { Written } from './record.ts';

/** A problem of the problem list. */
export interface Problem {
  readonly code: string;
  readonly recorded: Day;
  readonly onset?: Day;
  readonly ended?: Day;
  readonly status?: 'active' | 'relapse';
  readonly encounter?: string;
}

/** Writes a problem when it was noted and, if it ended, again then. */
export function writeProblem(record: Written, problem: Problem): void {
  const { code, recorded, onset, ended, status = 'active', encounter } = problem;
  const id = record.id();
  const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
  const noted: Condition & { id: string } = {
    resourceType: 'Condition',
    id,
    subject: person,
    code: concept(code),
    clinicalStatus: { coding: [{ system, code: status }] },
    recordedDate: isoDay(recorded),
    ...(onset !== undefined && { onsetDateTime: isoDay(onset) }),
    ...(encounter !== undefined && { encounter: { reference: encounter } }),
  };
  record.write(recorded, noted);
  if (ended === undefined) return;
  const clinicalStatus = { coding: [{ system, code: 'resolved' }] };
  record.write(Math.max(ended, recorded), { ...noted, clinicalStatus, abatementDateTime: isoDay(ended) });
}

/** Writes a symptom that was noted outside a consultation. */
export function writeFinding(record: Written, day: Day, code: string): void {
  record.write(day, { ...observation(record, day), code: concept(code) });
}

/** LOINC codes and units of the measurements. */
export const measured = {
  'gad-7': { code: '70274-6', unit: '{score}' },
  'peak-flow': { code: '19935-6', unit: 'L/min' },
} as const;

/** Writes a measurement. */
export function writeMeasurement(record: Written, day: Day, measure: keyof typeof measured, value: number): void {
  const { code, unit } = measured[measure];
  const valueQuantity = { value, unit, code: unit, system: 'http://unitsofmeasure.org' };
  const loinc = { coding: [{ system: 'http://loinc.org', code }] };
  record.write(day, { ...observation(record, day), code: loinc, valueQuantity });
}

function observation(record: Written, day: Day): Omit<Observation, 'code'> & { id: string } {
  return {
    resourceType: 'Observation',
    id: record.id(),
    status: 'final',
    subject: person,
    effectiveDateTime: morning(day),
  };
}

/** Writes a repeat medicine and its supplies. */
export function writeMedicine(
  record: Written,
  { name, from, supplies, days }: { name: string; from: Day; supplies: readonly Day[]; days: number },
): void {
  const order = record.id();
  const medicationCodeableConcept = { text: name };
  record.write(from, {
    resourceType: 'MedicationRequest',
    id: order,
    status: 'active',
    intent: 'order',
    subject: person,
    authoredOn: isoDay(from),
    medicationCodeableConcept,
    courseOfTherapyType: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy', code: 'continuous' },
      ],
    },
  });
  for (const day of supplies) {
    record.write(day, {
      resourceType: 'MedicationDispense',
      id: record.id(),
      status: 'completed',
      subject: person,
      medicationCodeableConcept,
      whenHandedOver: morning(day),
      daysSupply: { value: days, unit: 'day', system: 'http://unitsofmeasure.org', code: 'd' },
      authorizingPrescription: [{ reference: `MedicationRequest/${order}` }],
    });
  }
}

/** Writes an invitation to a review, screening or vaccination. */
export function writeInvitation(record: Written, day: Day, about: string): void {
  const system = 'http://terminology.hl7.org/CodeSystem/communication-category';
  const invitation: Communication & { id: string } = {
    resourceType: 'Communication',
    id: record.id(),
    status: 'completed',
    subject: person,
    category: [{ coding: [{ system, code: 'reminder' }] }],
    reasonCode: [{ text: about }],
    sent: morning(day),
  };
  record.write(day, invitation);
}

/** Writes what was done, or what the person declined. */
export function writeProcedure(record: Written, day: Day, about: string, status: 'completed' | 'not-done'): void {
  const procedure: Procedure & { id: string } = {
    resourceType: 'Procedure',
    id: record.id(),
    status,
    subject: person,
    code: { text: about },
    performedDateTime: morning(day),
  };
  record.write(day, procedure);
}
