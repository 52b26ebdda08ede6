import { r4 } from './r4.ts';
import { type FhirVersion, nowhere, path } from './version.ts';
import { sinceR4 } from './version-markers.ts';

/**
 * FHIR R5 (5.0.0): hl7.org/fhir/R5/encounter.html, appointment.html, practitionerrole.html, careplan.html, careteam.html.
 * A reason or a medicine is a CodeableReference: a concept, a reference, or both. `Appointment.class` is not read: it
 * describes the encounter to come, which has a class of its own.
 */
export const r5: FhirVersion = {
  ...r4,
  name: 'R5',
  numbers: ['5.0'],
  acceptsR4: false,
  markers: [
    ...sinceR4,
    { type: 'Encounter', path: path('actualPeriod') },
    { type: 'Encounter', path: path('class'), form: 'list' },
    { type: 'Encounter', path: path('participant.actor') },
    { type: 'Encounter', path: path('reason.value') },
    { type: 'Encounter', path: path('admission') },
    { type: 'Appointment', path: path('cancellationReason') },
    { type: 'Appointment', path: path('class') },
    { type: 'Appointment', path: path('subject') },
    { type: 'Appointment', path: path('serviceType.concept') },
    { type: 'Appointment', path: path('reason.concept') },
    { type: 'Condition', path: path('participant') },
    { type: 'MedicationRequest', path: path('medication') },
    { type: 'MedicationDispense', path: path('medication') },
    { type: 'ServiceRequest', path: path('code.concept') },
    { type: 'Procedure', path: path('occurrenceDateTime') },
    { type: 'Procedure', path: path('occurrencePeriod') },
    { type: 'Procedure', path: path('reason') },
    { type: 'Communication', path: path('reason') },
    { type: 'Communication', path: path('payload.contentCodeableConcept') },
    { type: 'Task', path: path('reason.concept') },
    { type: 'CarePlan', path: path('custodian') },
    { type: 'CarePlan', path: path('addresses.reference'), form: 'object' },
    { type: 'CarePlan', path: path('addresses.concept') },
    { type: 'CareTeam', path: path('participant.coveragePeriod') },
    { type: 'PractitionerRole', path: path('availability') },
    { type: 'Location', path: path('form') },
  ],
  moments: ['actualPeriod', ...r4.moments],
  encounter: {
    ...r4.encounter,
    period: 'actualPeriod',
    actor: 'actor',
    services: path('serviceType.concept'),
    reasons: path('reason.value.concept'),
    reasonReferences: path('reason.value.reference'),
    diagnoses: path('diagnosis.condition.reference'),
    diagnosisConcepts: path('diagnosis.condition.concept'),
    hospitalStay: 'admission',
    placeKind: 'form',
    // encounter-status: 'discharged' is over for the person; what was discontinued was begun and not gone through with.
    states: new Map([
      ['completed', 'finished'],
      ['discharged', 'finished'],
      ['in-progress', 'underway'],
      ['on-hold', 'underway'],
      ['unknown', 'underway'],
      ['planned', 'planned'],
      ['cancelled', 'cancelled'],
      ['discontinued', 'cancelled'],
      ['entered-in-error', 'entered-in-error'],
    ]),
  },
  location: { kind: 'form' },
  appointment: {
    ...r4.appointment,
    kinds: [path('serviceCategory'), path('serviceType.concept'), path('appointmentType'), path('reason.concept')],
    cancellation: path('cancellationReason'),
  },
  condition: { ...r4.condition, recorders: [path('participant.actor')] },
  role: { absences: path('availability.notAvailableTime') },
  team: { memberPeriod: 'coveragePeriod' },
  medicine: { concept: path('medication.concept'), reference: path('medication.reference') },
  dosage: { doses: path('doseAndRate'), asNeededFor: 'asNeededFor' },
  carePlan: {
    addresses: path('addresses.reference'),
    addressedConcepts: path('addresses.concept'),
    authors: ['custodian', 'contributor'],
    // An activity is a resource of its own, a Task or a ServiceRequest, and read as such.
    activities: nowhere,
  },
  procedure: { when: 'occurrence', reasons: path('reason.concept'), notDone: undefined },
  referral: { ...r4.referral, codes: [path('code.concept'), path('category')] },
  task: { reasons: path('reason.concept') },
  communication: {
    topics: path('topic'),
    about: path('about'),
    reasons: path('reason.concept'),
    content: 'contentCodeableConcept',
    notDone: undefined,
    statusReasons: path('statusReason'),
  },
};
