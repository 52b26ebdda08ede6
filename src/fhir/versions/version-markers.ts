import { path, type VersionMarker } from './version.ts';

/** Elements of STU3 and R4 that R5 no longer has, or has in another form. */
export const untilR4: readonly VersionMarker[] = [
  { type: 'Encounter', path: path('period') },
  { type: 'Encounter', path: path('class'), form: 'object' },
  { type: 'Encounter', path: path('participant.individual') },
  { type: 'Encounter', path: path('hospitalization') },
  { type: 'MedicationRequest', path: path('medicationCodeableConcept') },
  { type: 'MedicationRequest', path: path('medicationReference') },
  { type: 'MedicationDispense', path: path('medicationCodeableConcept') },
  { type: 'MedicationDispense', path: path('medicationReference') },
  { type: 'Procedure', path: path('performedDateTime') },
  { type: 'Procedure', path: path('performedPeriod') },
  { type: 'Communication', path: path('payload.contentString') },
  { type: 'CarePlan', path: path('activity.detail') },
  { type: 'CarePlan', path: path('addresses.reference'), form: 'text' },
  { type: 'CareTeam', path: path('participant.period') },
  { type: 'PractitionerRole', path: path('notAvailable') },
];

/** Elements of R4 and R5 that STU3 did not have, or had in another form. */
export const sinceR4: readonly VersionMarker[] = [
  { type: 'Condition', path: path('clinicalStatus'), form: 'object' },
  { type: 'Condition', path: path('verificationStatus'), form: 'object' },
  { type: 'Condition', path: path('recordedDate') },
  { type: 'Condition', path: path('encounter') },
  { type: 'Observation', path: path('encounter') },
  { type: 'MedicationRequest', path: path('encounter') },
  { type: 'Procedure', path: path('encounter') },
  { type: 'Communication', path: path('encounter') },
  { type: 'CarePlan', path: path('encounter') },
  { type: 'CareTeam', path: path('encounter') },
  { type: 'ServiceRequest', path: path('status') },
];
