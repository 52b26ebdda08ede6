import { r4 } from './r4.ts';
import { type FhirVersion, nowhere, path } from './version.ts';
import { untilR4 } from './version-markers.ts';

/**
 * FHIR STU3 (3.0.2), as CareConnect and GP Connect use it: hl7.org/fhir/STU3/encounter.html, appointment.html,
 * referralrequest.html, procedurerequest.html. What R4 has as ServiceRequest was two types.
 */
export const stu3: FhirVersion = {
  ...r4,
  name: 'STU3',
  numbers: ['3.0'],
  acceptsR4: false,
  types: { ServiceRequest: ['ReferralRequest', 'ProcedureRequest'] },
  markers: [
    ...untilR4,
    { type: 'ReferralRequest', path: nowhere },
    { type: 'ProcedureRequest', path: nowhere },
    { type: 'Encounter', path: path('reason.coding') },
    { type: 'Encounter', path: path('reason.text') },
    { type: 'Appointment', path: path('reason.coding') },
    { type: 'Appointment', path: path('reason.text') },
    { type: 'Appointment', path: path('indication') },
    { type: 'Appointment', path: path('serviceCategory'), form: 'object' },
    { type: 'Condition', path: path('clinicalStatus'), form: 'text' },
    { type: 'Condition', path: path('verificationStatus'), form: 'text' },
    { type: 'Condition', path: path('assertedDate') },
    { type: 'Condition', path: path('context') },
    { type: 'Observation', path: path('context') },
    { type: 'MedicationRequest', path: path('context') },
    { type: 'MedicationRequest', path: path('requester.agent') },
    { type: 'MedicationRequest', path: path('dosageInstruction.doseQuantity') },
    { type: 'Procedure', path: path('context') },
    { type: 'Procedure', path: path('notDone') },
    { type: 'Communication', path: path('context') },
    { type: 'Communication', path: path('notDone') },
    { type: 'Communication', path: path('topic.reference') },
    { type: 'Task', path: path('context') },
    { type: 'Task', path: path('reason.coding') },
    { type: 'Task', path: path('reason.text') },
    { type: 'Task', path: path('requester.agent') },
    { type: 'CarePlan', path: path('context') },
    { type: 'CareTeam', path: path('context') },
  ],
  moments: ['assertedDate', ...r4.moments],
  encounter: {
    ...r4.encounter,
    basedOn: 'incomingReferral',
    services: nowhere,
    reasons: path('reason'),
    reasonReferences: nowhere,
  },
  appointment: {
    ...r4.appointment,
    kinds: [path('serviceCategory'), path('serviceType'), path('appointmentType'), path('reason')],
    cancellation: nowhere,
  },
  condition: { ...r4.condition, recorded: 'assertedDate' },
  recordedIn: 'context',
  dosage: { doses: nowhere, asNeededFor: 'asNeededCodeableConcept' },
  document: { written: ['created', 'indexed'] },
  procedure: { ...r4.procedure, notDone: 'notDone' },
  referral: {
    due: 'occurrence',
    codes: [path('serviceRequested'), path('code'), path('type'), path('category')],
    states: new Map([
      ['active', 'active'],
      ['completed', 'completed'],
      ['cancelled', 'revoked'],
    ]),
  },
  task: { reasons: path('reason') },
  communication: {
    topics: nowhere,
    // A topic is not a concept here but whatever resource the message is about.
    about: path('topic'),
    reasons: path('reasonCode'),
    content: 'contentString',
    notDone: 'notDone',
    statusReasons: path('notDoneReason'),
  },
  trigger: { name: 'eventName', data: 'eventData', codes: 'valueCoding', valueSet: 'valueSetString' },
};
