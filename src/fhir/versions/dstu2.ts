import { nowhere, path, type VersionMarker } from './version.ts';

/**
 * FHIR DSTU2 (1.0.2) is not read: it names the person in `patient`, has other types for orders, and no CareTeam or
 * PractitionerRole (hl7.org/fhir/DSTU2/resourcelist.html). These markers tell it apart from the versions that are read, so
 * that such a record counts as unread and not as empty. What careless systems of later versions also send (a class as a
 * text, a family name as a list) is no marker.
 */
export const dstu2: { readonly types: readonly string[]; readonly markers: readonly VersionMarker[] } = {
  /** Types that no later version has, and that stand for what is read. */
  types: ['MedicationOrder', 'DiagnosticOrder'],
  markers: [
    { type: 'Patient', path: path('careProvider') },
    { type: 'Practitioner', path: path('practitionerRole') },
    { type: 'Encounter', path: path('patient'), form: 'object' },
    { type: 'Encounter', path: path('indication') },
    { type: 'Encounter', path: path('period') },
    { type: 'Encounter', path: path('participant.individual') },
    { type: 'Encounter', path: path('hospitalization') },
    { type: 'Encounter', path: path('reason.coding') },
    { type: 'Encounter', path: path('reason.text') },
    { type: 'Condition', path: path('patient'), form: 'object' },
    { type: 'Condition', path: path('dateRecorded') },
    { type: 'Condition', path: path('clinicalStatus'), form: 'text' },
    { type: 'Condition', path: path('verificationStatus'), form: 'text' },
    { type: 'Condition', path: path('encounter') },
    { type: 'Observation', path: path('encounter') },
    { type: 'MedicationDispense', path: path('patient'), form: 'object' },
    { type: 'MedicationDispense', path: path('medicationCodeableConcept') },
    { type: 'MedicationDispense', path: path('medicationReference') },
    { type: 'Procedure', path: path('notPerformed') },
    { type: 'Procedure', path: path('reasonCodeableConcept') },
    { type: 'Procedure', path: path('performedDateTime') },
    { type: 'Procedure', path: path('performedPeriod') },
    { type: 'Procedure', path: path('encounter') },
    { type: 'ReferralRequest', path: nowhere },
    { type: 'ReferralRequest', path: path('patient'), form: 'object' },
    { type: 'ProcedureRequest', path: nowhere },
    { type: 'ProcedureRequest', path: path('orderedOn') },
    { type: 'Communication', path: path('encounter') },
    { type: 'CarePlan', path: path('activity.detail') },
  ],
};
