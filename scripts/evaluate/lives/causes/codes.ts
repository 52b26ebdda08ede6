import type { CodeableConcept } from '@medplum/fhirtypes';

/** A concept in words only. */
export function words(text: string): CodeableConcept {
  return { text };
}

/** A rubric of ICD-10. */
export function icd10(code: string): CodeableConcept {
  return { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] };
}

/** A rubric of ICPC-2. */
export function icpc(code: string): CodeableConcept {
  return { coding: [{ system: 'http://hl7.org/fhir/sid/icpc-2', code }] };
}
