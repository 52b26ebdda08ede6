import type { Resource } from '@medplum/fhirtypes';
import { fields, type JsonObject, objects } from '../json.ts';
import { isDeathNotification } from '../record/death-notification.ts';
import { isNhsNumber } from '../record/nhs-number.ts';
import type { FhirVersion } from '../versions/index.ts';

/**
 * What is kept of the resources of relatives, who have not asked for anything: these few elements, and none that names
 * anyone. Where a relative lives is kept of a child alone, and only where stays in hospital are looked for.
 */

const always = ['identifier', 'meta'];
const ofPatient = [...always, 'link', 'deceased', 'birthDate', 'extension'];
const ofRole = [...always, 'active', 'patient', 'relationship', 'period'];
/** The subject proves that a server has not answered with everybody's. */
const ofFlag = ['meta', 'status', 'code', 'category', 'subject'];

/** What a server is asked for, as `_elements`. */
export const elements = {
  patient: ofPatient.join(),
  patientAtHome: [...ofPatient, 'address'].join(),
  role: ofRole.join(),
  roleAtHome: [...ofRole, 'address'].join(),
  flag: ofFlag.join(),
  stay: ({ encounter: { period } }: FhirVersion) => ['meta', 'class', period, 'status', 'subject'].join(),
} as const;

export function patientRow(patient: Resource, atHome: boolean): JsonObject {
  const one: JsonObject = { ...patient };
  return {
    ...common(one),
    link: objects(one.link).map(({ other }) => ({ other: referenceOf(other) })),
    deceasedBoolean: one.deceasedBoolean ?? (hasNoValue(one) ? true : undefined),
    deceasedDateTime: one.deceasedDateTime,
    birthDate: one.birthDate,
    extension: objects(one.extension).filter(isDeathNotification),
    ...(atHome && { address: one.address }),
  };
}

export function roleRow(relatedPerson: Resource, atHome: boolean): JsonObject {
  const one: JsonObject = { ...relatedPerson };
  const { active, relationship, period } = one;
  const patient = referenceOf(one.patient);
  return { ...common(one), active, patient, relationship, period, ...(atHome && { address: one.address }) };
}

export function stayRow(encounter: Resource, { encounter: { period } }: FhirVersion): JsonObject {
  const { resourceType, meta, subject, class: kind, status, [period]: when }: JsonObject = { ...encounter };
  return { resourceType, meta: securityOf(meta), subject: referenceOf(subject), class: kind, status, [period]: when };
}

export function flagRow(flag: Resource): JsonObject {
  const { resourceType, meta, subject, status, code, category }: JsonObject = { ...flag };
  return { resourceType, meta: securityOf(meta), subject: referenceOf(subject), status, code, category };
}

function common({ resourceType, id, meta, identifier }: JsonObject): JsonObject {
  return { resourceType, id, meta: securityOf(meta), identifier: objects(identifier).filter(isNhsNumber) };
}

function securityOf(meta: unknown): JsonObject {
  return { security: fields(meta)?.security };
}

function referenceOf(reference: unknown): JsonObject {
  return { reference: fields(reference)?.reference };
}

/** A death of which only a reason for its missing day is recorded. */
function hasNoValue({ _deceasedBoolean, _deceasedDateTime, deceasedDateTime }: JsonObject): boolean {
  return deceasedDateTime === undefined && [_deceasedBoolean, _deceasedDateTime].some((one) => fields(one));
}
