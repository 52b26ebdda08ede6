import type { ResourceType } from '@medplum/fhirtypes';
import type { Part } from '../../history/history.ts';
import { handoverNoteType } from '../mappers/index.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import { r4 } from '../versions/r4.ts';

/** The read or search that a prefetch key stands for. */
interface Query {
  readonly type: ResourceType;
  /** Search parameters; undefined for the read of the patient. */
  readonly search: { readonly [parameter: string]: string } | undefined;
  /** Its resources name clinicians, so the second round waits for it. */
  readonly namesClinicians: boolean;
}

/** One FHIR source of parts of the history. */
export interface Source extends Query {
  /** Its prefetch key. */
  readonly key: string;
  /** Parts that are unread when this source is incomplete. */
  readonly parts: readonly Part[];
}

const patientToken = '{{context.patientId}}';

function patients(type: ResourceType, namesClinicians = false): Query {
  // As many as fit in most servers' largest page: clients seldom follow pages for a prefetch.
  return { type, search: { patient: patientToken, _count: '1000' }, namesClinicians };
}

const queries = {
  patient: { type: 'Patient', search: undefined, namesClinicians: true },
  encounters: patients('Encounter', true),
  appointments: patients('Appointment', true),
  conditions: patients('Condition'),
  observations: patients('Observation'),
  medicationRequests: patients('MedicationRequest'),
  medicationDispenses: patients('MedicationDispense'),
  communications: patients('Communication'),
  relatedPersons: patients('RelatedPerson'),
  familyMemberHistories: patients('FamilyMemberHistory'),
  procedures: patients('Procedure'),
  flags: patients('Flag'),
  careTeams: patients('CareTeam', true),
  episodesOfCare: patients('EpisodeOfCare', true),
  tasks: patients('Task'),
  serviceRequests: patients('ServiceRequest'),
  carePlans: patients('CarePlan', true),
  handoverNotes: {
    type: 'DocumentReference',
    search: { patient: patientToken, type: `${handoverNoteType.system}|${handoverNoteType.code}`, _count: '1000' },
    namesClinicians: false,
  },
  questionnaireResponses: patients('QuestionnaireResponse'),
} as const satisfies Readonly<Record<string, Query>>;

/** The sources that each part is read from; a part without one can't be asked for in a prefetch. */
const sourcesOfPart: Readonly<Record<Part, readonly (keyof typeof queries)[]>> = {
  person: ['patient'],
  contacts: ['encounters'],
  bookings: ['appointments'],
  registration: ['episodesOfCare'],
  conditions: ['conditions'],
  observations: ['observations'],
  medicines: ['medicationRequests', 'medicationDispenses'],
  plans: ['tasks', 'serviceRequests', 'carePlans'],
  promises: ['tasks', 'communications'],
  invitations: ['communications', 'tasks', 'serviceRequests'],
  procedures: ['procedures'],
  signatures: ['carePlans'],
  safeguarding: ['conditions', 'flags'],
  cautions: ['conditions', 'observations', 'procedures', 'encounters', 'serviceRequests'],
  domesticAbuse: ['conditions', 'observations', 'flags'],
  losses: ['conditions', 'observations'],
  familyLosses: ['familyMemberHistories'],
  acknowledgements: ['conditions', 'observations', 'communications'],
  relatives: ['relatedPersons'],
  childStays: ['relatedPersons'],
  teams: ['careTeams'],
  referrals: ['serviceRequests'],
  investigations: ['observations'],
  followUps: ['communications', 'tasks', 'carePlans'],
  handoverNotes: ['handoverNotes'],
  aboutMe: ['questionnaireResponses'],
  roles: [],
  activity: [],
  practiceWeeks: [],
  consultingWeeks: [],
  clinicians: [],
};

/** Every part of a history. */
export const everyPart = Object.keys(sourcesOfPart) as readonly Part[];

/** Every source, in the order in which a client is asked for them. */
export const sources: readonly Source[] = Object.entries(queries).map(([key, query]) => ({
  key,
  ...query,
  parts: everyPart.filter((part) => sourcesOfPart[part].some((source) => source === key)),
}));

/** The sources of these parts, and always the patient. */
export function sourcesOf(parts: readonly Part[]): readonly Source[] {
  return sources.filter((source) => source.key === 'patient' || source.parts.some((part) => parts.includes(part)));
}

/**
 * Prefetch templates of these parts, by key (CDS Hooks 2.0.1, "Prefetch Template"); `withElements` with what is read of R4
 * as `_elements`. The Patient is read as a whole: clients know no parameters of a read.
 */
export function prefetchTemplates(parts: readonly Part[], withElements: boolean): Record<string, string> {
  return Object.fromEntries(sourcesOf(parts).map((source) => [source.key, template(source, withElements)]));
}

function template({ type, search }: Source, withElements: boolean): string {
  if (search === undefined) return `${type}/${patientToken}`;
  const parameters = { ...search, ...(withElements && { _elements: elementsFor(r4, type) }) };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return `${type}?${query.join('&')}`;
}

/** A source's search parameters for one patient; undefined for the read of the patient. */
export function searchFor({ search }: Source, patientId: string): Record<string, string> | undefined {
  if (search === undefined) return undefined;
  const parameters = Object.entries(search).map(([name, value]) => [name, value.replace(patientToken, patientId)]);
  return Object.fromEntries(parameters);
}
