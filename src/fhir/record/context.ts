import type { PracticeCentiles } from '../../history/practice-centiles.ts';
import type { JsonObject, Tally } from '../json.ts';
import type { CodeSetName } from '../terminology/code-set-names.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import { conceptGroups } from '../terminology/concept-groups.ts';
import { type FhirVersion, typesIn, versionByShape } from '../versions/index.ts';
import { type ListedClinicians, nobodyListed } from './listed-clinicians.ts';
import { type LocalTime, localTime } from './local-time.ts';
import { findPeople, type People } from './people.ts';
import { type IdentifiedResource, openRecord, type PatientRecord } from './record.ts';
import type { OpeningContext, Sources } from './sources.ts';

/** The person's own resources, by the noun that each is mapped to. */
interface OwnResources {
  readonly encounters: readonly IdentifiedResource[];
  readonly appointments: readonly IdentifiedResource[];
  readonly conditions: readonly IdentifiedResource[];
  readonly observations: readonly IdentifiedResource[];
  readonly teams: readonly IdentifiedResource[];
  readonly episodes: readonly IdentifiedResource[];
  readonly tasks: readonly IdentifiedResource[];
  readonly referrals: readonly IdentifiedResource[];
  readonly carePlans: readonly IdentifiedResource[];
  readonly medicationRequests: readonly IdentifiedResource[];
  readonly medicationDispenses: readonly IdentifiedResource[];
  readonly communications: readonly IdentifiedResource[];
  readonly procedures: readonly IdentifiedResource[];
  readonly flags: readonly IdentifiedResource[];
  readonly documents: readonly IdentifiedResource[];
  readonly questionnaireResponses: readonly IdentifiedResource[];
}

/** What stays the same for one call, however many rounds its record is read in. */
export interface CallContext {
  readonly at: OpeningContext;
  readonly time: LocalTime;
  readonly codeSets: CodeSets;
  /** The site's lists of clinicians. */
  readonly listed: ListedClinicians;
  /** How often people come to the site's practices. */
  readonly centiles: PracticeCentiles | undefined;
  /** Sets of conditions and symptoms that a CodeableConcept is in. */
  readonly groupsOf: (concept: JsonObject) => readonly CodeSetName[];
  /** Whether the record has more words than are looked through. */
  hasTooManyWords(): boolean;
}

/** What every mapper needs, for one opening. */
export interface Context extends CallContext {
  readonly version: FhirVersion;
  /** That of the staff's records: a site's own list is written in one of its own. */
  readonly staffVersion: FhirVersion;
  readonly sources: Sources;
  readonly record: PatientRecord;
  readonly own: OwnResources;
  /** The person's own Condition of a key such as `Condition/1`. */
  readonly conditionOf: (key: string) => IdentifiedResource | undefined;
  /** Appointments that the call itself proposes. */
  readonly proposed: readonly IdentifiedResource[];
  readonly people: People;
  readonly tally: Tally;
}

/** The context of a new call. */
export function createCallContext(
  at: OpeningContext,
  siteCodeSets: CodeSets,
  listed: ListedClinicians = nobodyListed,
  centiles?: PracticeCentiles,
): CallContext {
  let tooManyWords = false;
  const codeSets = siteCodeSets.forRecord(() => {
    tooManyWords = true;
  });
  const groupsOf = conceptGroups(codeSets);
  return {
    at,
    time: localTime(at.timeZone),
    codeSets,
    listed,
    centiles,
    groupsOf,
    hasTooManyWords: () => tooManyWords,
  };
}

/** Opens the record of one person for mapping. */
export function openContext(sources: Sources, call: CallContext): Context {
  const tally: Tally = new Map();
  const { at, codeSets } = call;
  const record = openRecord(sources, codeSets, tally);
  const { version: detected = 'other' } = sources;
  const version = detected === 'other' ? versionByShape(withOffered(sources, at)) : detected;
  const own: OwnResources = {
    encounters: record.own('Encounter'),
    appointments: record.own('Appointment'),
    conditions: record.own('Condition'),
    observations: record.own('Observation'),
    teams: record.own('CareTeam'),
    episodes: record.own('EpisodeOfCare'),
    tasks: record.own('Task'),
    referrals: typesIn(version, 'ServiceRequest').flatMap((type) => record.own(type)),
    carePlans: record.own('CarePlan'),
    medicationRequests: record.own('MedicationRequest'),
    medicationDispenses: record.own('MedicationDispense'),
    communications: record.own('Communication'),
    procedures: record.own('Procedure'),
    flags: record.own('Flag'),
    documents: record.own('DocumentReference'),
    questionnaireResponses: record.own('QuestionnaireResponse'),
  };
  const conditions = new Map(own.conditions.map((one) => [`Condition/${one.id}`, one]));
  const conditionOf = (key: string) => conditions.get(key);
  const patients = record.patient === undefined ? [] : [record.patient];
  const proposed = record.offered('Appointment', at.offered);
  const visits = [...own.encounters, ...own.appointments, ...proposed];
  const owners = [...patients, ...visits, ...own.teams, ...own.episodes, ...own.carePlans];
  const people = findPeople(record, owners, codeSets);
  const staffVersion = sources.staff === 'directory' ? versionByShape(staffOf(sources)) : version;
  return { ...call, version, staffVersion, sources, record, own, conditionOf, proposed, people, tally };
}

function staffOf({ resources }: Sources): Sources['resources'] {
  return new Map([['PractitionerRole', resources.get('PractitionerRole') ?? []]]);
}

/** What the call itself holds was written where the record was. */
function withOffered({ resources }: Sources, { offered }: OpeningContext): ReadonlyMap<string, readonly unknown[]> {
  if (offered.length === 0) return resources;
  const appointments: readonly unknown[] = [...(resources.get('Appointment') ?? []), ...offered];
  return new Map<string, readonly unknown[]>(resources).set('Appointment', appointments);
}
