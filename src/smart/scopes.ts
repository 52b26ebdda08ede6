import { sources } from '../fhir/read/searches.ts';

import type { LaunchKind } from './launch-kinds.ts';

/** The patient's resources that the reader asks for; Patient is read alone, and never searched for. */
const patientScopes = [
  'patient/Patient.r',
  ...[...new Set(sources.map(({ type }) => type))]
    .filter((type) => type !== 'Patient')
    .map((type) => `patient/${type}.rs`),
  // What prescriptions name, where they name it by reference.
  'patient/Medication.rs',
];

/** The site's people and places, and whether someone has worked lately, which other people's encounters say. */
const siteScopes = ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Encounter'].map(
  (type) => `user/${type}.rs`,
);

/** What a launch asks for where its client's entry does not say otherwise: who the user is, and what the pages read. */
const defaultScopes: Readonly<Record<LaunchKind, readonly string[]>> = {
  chart: ['launch', 'openid', 'fhirUser', ...patientScopes, ...siteScopes],
  own: [
    ...['launch', 'openid', 'fhirUser', 'user/Encounter.rs', 'user/Appointment.rs', 'user/Patient.rs'],
    ...['user/Practitioner.rs', 'user/PractitionerRole.rs', 'user/Organization.rs'],
  ],
  // Who the user is; nothing of any patient.
  admin: ['launch', 'openid', 'fhirUser', 'user/Practitioner.rs', 'user/PractitionerRole.rs', 'user/Organization.rs'],
};

/** The scopes of a launch, as its EHR spells them: `.read` before SMART App Launch 2.0 (2.2, 3.0.6). */
export function scopesOf(
  launch: LaunchKind,
  own: readonly string[] | undefined,
  capabilities: readonly string[],
): readonly string[] {
  if (own !== undefined) return own;
  const scopes = defaultScopes[launch];
  if (capabilities.includes('permission-v2')) return scopes;
  return scopes.map((scope) => scope.replace(/\.rs?$/, '.read'));
}
