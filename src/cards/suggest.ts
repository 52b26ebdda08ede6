import { randomUUID } from 'node:crypto';
import type {
  Communication,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  Resource,
  Task,
} from '@medplum/fhirtypes';
import type { NamedClinician } from '../detectors/detector.ts';
import type { BuiltFinding, FirstMeeting, UsualClinicianLeaving } from '../detectors/facts.ts';
import { isoDay } from '../history/calendar.ts';
import type { Clinician, ClinicianKey, Person } from '../history/history.ts';
import type { Opening } from '../history/opening.ts';
import { toArguments } from './arguments.ts';
import type { Suggestion } from './card.ts';
import { plain, voice } from './voice.ts';
import type { SuggestionWords } from './wording/index.ts';
import type { Words } from './words.ts';

/** What a suggestion is made with. */
export interface Suggesting {
  readonly opening: Opening;
  readonly clinicians: ReadonlyMap<ClinicianKey, Clinician>;
  readonly words: Words;
}

const profile = 'https://secure-base.org/fhir/StructureDefinition';

/** What the clinician may take over with one click: whole FHIR R4 resources; none where a reference can't stand in them. */
export function suggestionsFor(finding: BuiltFinding, person: Person, suggesting: Suggesting): Suggestion[] {
  const { code, facts } = finding;
  if (code !== 'usual-clinician-leaving' && code !== 'first-meeting') return [];
  const { opening, words } = suggesting;
  const speaker = voice(words, person, opening.asOf, { ...plain, first: false });
  const values = { ...toArguments(facts, speaker), ...speaker.about, today: words.date(opening.asOf) };
  const tell = (part: keyof SuggestionWords) => words.say(words.wording.suggestions[code][part], values);
  const patient = usable<Patient>([person.reference], 'Patient');
  const resource =
    patient &&
    (code === 'first-meeting'
      ? message(facts, patient, tell('text'), suggesting)
      : introduction(facts, patient, tell('text'), suggesting));
  return resource ? [suggestion(tell('label'), tell('action'), resource)] : [];
}

function suggestion(label: string, description: string, resource: Resource): Suggestion {
  return { label, uuid: randomUUID(), actions: [{ type: 'create', description, resource }] };
}

/** A3: a task for the one who opened the chart, else for the one who leaves. */
function introduction(
  facts: UsualClinicianLeaving,
  patient: Reference<Patient>,
  description: string,
  suggesting: Suggesting,
): Task | undefined {
  const user = userOf(suggesting);
  const owner = user ?? referenceTo(facts.clinician, suggesting);
  if (owner === undefined) return undefined;
  return {
    resourceType: 'Task',
    meta: { profile: [`${profile}/introduce-next-clinician`] },
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    description,
    for: patient,
    authoredOn: isoDay(suggesting.opening.asOf),
    ...(user && { requester: user }),
    owner,
    restriction: { period: { end: facts.leaves } },
  };
}

/** C1: a draft to the clinician who knows the person; nothing is sent. */
function message(
  facts: FirstMeeting,
  patient: Reference<Patient>,
  contentString: string,
  suggesting: Suggesting,
): Communication | undefined {
  const recipient = referenceTo(facts.clinician, suggesting);
  if (recipient === undefined) return undefined;
  const sender = userOf(suggesting);
  return {
    resourceType: 'Communication',
    meta: { profile: [`${profile}/message-to-usual-clinician`] },
    status: 'preparation',
    priority: 'routine',
    subject: patient,
    recipient: [recipient],
    ...(sender && { sender }),
    payload: [{ contentString }],
  };
}

type ClinicianReference = Reference<Practitioner | PractitionerRole>;

function userOf({ opening: { user }, ...suggesting }: Suggesting): ClinicianReference | undefined {
  return user.kind === 'clinician' ? referenceTo({ reference: user.clinician }, suggesting) : undefined;
}

/** The person rather than one of the roles, where either is known by an id. */
function referenceTo(
  { reference }: Pick<NamedClinician, 'reference'>,
  { clinicians }: Pick<Suggesting, 'clinicians'>,
): ClinicianReference | undefined {
  const references = [reference, ...(clinicians.get(reference)?.references ?? [])];
  return usable<Practitioner>(references, 'Practitioner') ?? usable<PractitionerRole>(references, 'PractitionerRole');
}

/** The first literal reference of a type; urn, conditional and contained ones mean nothing outside of where they stood. */
function usable<T extends Resource>(references: readonly string[], type: T['resourceType']): Reference<T> | undefined {
  const literal = new RegExp(`^${type}/[A-Za-z0-9.-]{1,64}$`);
  const reference = references.find((one) => literal.test(one));
  return reference === undefined ? undefined : { reference };
}
