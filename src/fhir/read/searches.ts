import type { ResourceType } from '@medplum/fhirtypes';
import type { Part } from '../../history/history.ts';

/** One FHIR source of parts of the history: a prefetch key, and the read or search that it stands for. */
export interface Source {
  readonly key: string;
  readonly type: ResourceType;
  /** Parts that are unread when this source did not come whole. */
  readonly parts: readonly Part[];
  /** Search parameters; undefined for the read of the patient. */
  readonly search: { readonly [parameter: string]: string } | undefined;
  /** Its resources name clinicians, so the second round waits for it. */
  readonly namesClinicians: boolean;
}

const patientToken = '{{context.patientId}}';
// As many as fit in most servers' largest page: clients seldom follow pages for a prefetch.
const ofPatient = { patient: patientToken, _count: '1000' };

/** Which FHIR sources each part is read from. Roles and activity have none: a prefetch can't ask for them. */
export const sources: readonly Source[] = [
  { key: 'patient', type: 'Patient', parts: ['person'], search: undefined, namesClinicians: true },
  { key: 'encounters', type: 'Encounter', parts: ['contacts'], search: ofPatient, namesClinicians: true },
  { key: 'appointments', type: 'Appointment', parts: ['bookings'], search: ofPatient, namesClinicians: true },
  {
    key: 'conditions',
    type: 'Condition',
    parts: ['conditions', 'safeguarding'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'observations',
    type: 'Observation',
    parts: ['observations', 'investigations'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'medicationRequests',
    type: 'MedicationRequest',
    parts: ['medicines'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'medicationDispenses',
    type: 'MedicationDispense',
    parts: ['medicines'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'communications',
    type: 'Communication',
    parts: ['invitations'],
    search: ofPatient,
    namesClinicians: false,
  },
  { key: 'procedures', type: 'Procedure', parts: ['procedures'], search: ofPatient, namesClinicians: false },
  { key: 'flags', type: 'Flag', parts: ['safeguarding'], search: ofPatient, namesClinicians: false },
  { key: 'careTeams', type: 'CareTeam', parts: ['teams'], search: ofPatient, namesClinicians: true },
  { key: 'episodesOfCare', type: 'EpisodeOfCare', parts: ['registration'], search: ofPatient, namesClinicians: true },
  {
    key: 'tasks',
    type: 'Task',
    parts: ['plans', 'invitations', 'followUps'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'serviceRequests',
    type: 'ServiceRequest',
    parts: ['plans', 'invitations', 'referrals'],
    search: ofPatient,
    namesClinicians: false,
  },
  {
    key: 'carePlans',
    type: 'CarePlan',
    parts: ['plans', 'signatures', 'followUps'],
    search: ofPatient,
    namesClinicians: true,
  },
];

/** The sources of these parts, and the patient, without whom nothing can be said. */
export function sourcesOf(parts: readonly Part[]): readonly Source[] {
  return sources.filter((source) => source.key === 'patient' || source.parts.some((part) => parts.includes(part)));
}

/** Prefetch templates of these parts, by key (CDS Hooks 2.0.1, "Prefetch Template"). */
export function prefetchTemplates(parts: readonly Part[]): Record<string, string> {
  return Object.fromEntries(sourcesOf(parts).map((source) => [source.key, template(source)]));
}

function template({ type, search }: Source): string {
  if (search === undefined) return `${type}/${patientToken}`;
  const query = Object.entries(search).map(([name, value]) => `${name}=${value}`);
  return `${type}?${query.join('&')}`;
}

/** A source's search parameters for one patient. */
export function searchFor(search: NonNullable<Source['search']>, patientId: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, value.replace(patientToken, patientId)]),
  );
}
