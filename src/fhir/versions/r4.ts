import type { FhirVersion } from './version.ts';

/** FHIR R4 (4.0.1): hl7.org/fhir/R4/encounter.html, appointment.html, condition.html, practitionerrole.html. */
export const r4: FhirVersion = {
  name: 'R4',
  encounter: {
    period: 'period',
    actor: 'individual',
    reasons: 'reasonCode',
    reasonReferences: 'reasonReference',
    diagnoses: 'diagnosis',
    hospitalStay: 'hospitalization',
    basedOn: 'basedOn',
    placeKind: 'physicalType',
    states: new Map([
      ['finished', 'finished'],
      ['in-progress', 'underway'],
      ['arrived', 'underway'],
      ['triaged', 'underway'],
      ['onleave', 'underway'],
      ['unknown', 'underway'],
      ['planned', 'planned'],
      ['cancelled', 'cancelled'],
      ['entered-in-error', 'entered-in-error'],
    ]),
  },
  appointment: {
    kinds: ['serviceCategory', 'serviceType', 'appointmentType', 'reasonCode'],
    cancellation: 'cancelationReason',
    states: new Map([
      ['proposed', 'proposed'],
      ['pending', 'pending'],
      ['waitlist', 'proposed'],
      ['booked', 'booked'],
      ['arrived', 'present'],
      ['checked-in', 'present'],
      ['fulfilled', 'attended'],
      ['noshow', 'missed'],
      ['cancelled', 'cancelled'],
      ['entered-in-error', 'entered-in-error'],
    ]),
  },
  condition: { recorded: 'recordedDate' },
  role: { absences: 'notAvailable' },
  medicine: { concept: 'medicationCodeableConcept', reference: 'medicationReference' },
  carePlan: { addresses: 'addresses' },
  procedure: { when: 'performed' },
  referral: { resource: 'ServiceRequest', due: 'occurrence' },
};
