import type { CodeableConcept, Patient, Practitioner, PractitionerRole, Reference, Resource } from '@medplum/fhirtypes';
import type { NamedClinician } from '../../detectors/detector.ts';
import type { Clinician, ClinicianKey } from '../../history/history.ts';
import type { Opening } from '../../history/opening.ts';

/** What identifies the people in a suggested resource. */
export interface Naming {
  readonly opening: Opening;
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
}

/** What every suggested resource needs: its patient and its text. */
export interface About extends Naming {
  readonly patient: Reference<Patient>;
  readonly text: string;
}

/** Canonical base of the profiles of suggested resources. */
export const profile = 'https://secure-base.org/fhir/StructureDefinition';

/** The reason for a suggestion: the detection's code and name. */
export interface Why {
  readonly code: string;
  readonly topic: string;
}

const detections = 'https://secure-base.org/fhir/CodeSystem/detections';

/** The detection as the reason, by which a suggestion is recognised later. */
export function because({ code, topic }: Why): CodeableConcept {
  return { coding: [{ system: detections, code, display: topic }] };
}

type ClinicianReference = Reference<Practitioner | PractitionerRole>;

/** Who opened the chart. */
export function userOf({ opening: { user }, ...naming }: Naming): ClinicianReference | undefined {
  return user.kind === 'clinician' ? referenceTo({ reference: user.clinician }, naming) : undefined;
}

/** The practitioner rather than one of the roles, if both have an id. */
export function referenceTo(
  { reference }: Pick<NamedClinician, 'reference'>,
  { clinicians }: Pick<Naming, 'clinicians'>,
): ClinicianReference | undefined {
  const references = [reference, ...(clinicians.get(reference)?.references ?? [])];
  return usable<Practitioner>(references, 'Practitioner') ?? usable<PractitionerRole>(references, 'PractitionerRole');
}

const literal = /^([A-Z][A-Za-z]{1,63})\/[A-Za-z0-9.-]{1,64}$/;

/** The first literal reference of a type; urn, conditional and contained references mean nothing outside of their bundle. */
export function usable<T extends Resource>(
  references: readonly string[],
  type: T['resourceType'],
): Reference<T> | undefined {
  const reference = references.find((one) => literal.exec(one)?.[1] === type);
  return reference === undefined ? undefined : { reference };
}
