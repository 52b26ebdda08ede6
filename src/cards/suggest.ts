import type { Patient, Reference, Resource } from '@medplum/fhirtypes';
import type { AnyFinding } from '../detectors/index.ts';
import { isoDay } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import { toArguments } from './arguments.ts';
import type { Suggestion } from './card.ts';
import { suggestionUuid } from './card-uuid.ts';
import { type Phrasing, phrasingFor, plain } from './phrasing.ts';
import { handoverNote } from './suggestions/handover-note.ts';
import { message } from './suggestions/message.ts';
import { noteOfSigns } from './suggestions/note-of-signs.ts';
import { type About, type Naming, usable, type Why } from './suggestions/references.ts';
import { task } from './suggestions/task.ts';
import { sayText } from './terms.ts';
import type { SuggestingCode, SuggestionWords } from './wording/wording.ts';
import type { Words } from './words.ts';

/** Everything but the finding and the person that a suggestion needs. */
export interface Suggesting extends Naming {
  readonly words: Words;
  /** UUIDs of the card, and of its suggestions if the card comes back. */
  readonly ids: { readonly card: string; readonly suggestions: readonly string[] };
}

/** Days in which a call, and an offer of planned visits, are to be made. */
const [callDays, offerDays] = [7, 28];

type SuggestingFinding = Extract<AnyFinding, { readonly code: SuggestingCode }>;

/**
 * Suggestions to accept with one click: whole FHIR R4 resources; none if a needed reference is not usable in them. `taken`:
 * the card's own was taken up before; an empty note may still be offered.
 */
export function suggestionsFor(
  finding: AnyFinding,
  person: Person,
  suggesting: Suggesting,
  taken: boolean,
): Suggestion[] {
  const patient = usable<Patient>([person.reference], 'Patient');
  if (patient === undefined) return [];
  const about = { ...suggesting, patient, person };
  return [taken ? undefined : ownSuggestion(finding, about), noteSuggestion(finding, about)].filter(
    (one) => one !== undefined,
  );
}

type SuggestingAbout = Suggesting & { readonly patient: Reference<Patient>; readonly person: Person };

/** What the card suggests by itself. */
function ownSuggestion(finding: AnyFinding, about: SuggestingAbout): Suggestion | undefined {
  if (!suggests(finding, about.words)) return undefined;
  const { person, opening, words, ids } = about;
  const speaker = phrasingFor(words, person, opening.asOf, { ...plain, first: false });
  const values = {
    ...toArguments(finding.facts, speaker, words.wording.findings[finding.code]),
    ...speaker.about,
    today: words.date(opening.asOf),
  };
  const tell = (part: keyof SuggestionWords) => words.say(words.wording.suggestions[finding.code][part], values);
  const resource = resourceFor(finding, { ...about, text: tell('text') }, speaker);
  const note = suggestionUuid(ids.card, 1);
  const uuid = ids.suggestions.find((one) => one !== note) ?? suggestionUuid(ids.card, 0);
  return resource && toSuggestion({ label: tell('label'), action: tell('action'), uuid, resource });
}

/** An empty note for whoever comes next, for the one who leaves and has not begun one. */
function noteSuggestion({ code, facts }: AnyFinding, about: SuggestingAbout): Suggestion | undefined {
  if (code !== 'usual-clinician-leaving' && code !== 'trainee-changeover') return undefined;
  if (!facts.you || facts.noteBegun) return undefined;
  const { person, opening, words, ids } = about;
  const { label, action, title, headings } = words.wording.handoverNote;
  const speaker = phrasingFor(words, person, opening.asOf, { ...plain, first: false });
  const tell = (message: string) => words.say(message, speaker.about);
  const resource = handoverNote({ title: tell(title), headings: headings.map(tell) }, about);
  return (
    resource && toSuggestion({ label: tell(label), action: tell(action), uuid: suggestionUuid(ids.card, 1), resource })
  );
}

function toSuggestion(of: {
  readonly label: string;
  readonly action: string;
  readonly uuid: string;
  readonly resource: Resource;
}): Suggestion {
  const { label, action: description, uuid, resource } = of;
  // Optional in CDS Hooks, but some clients require it.
  return { label, uuid, isRecommended: false, actions: [{ type: 'create', description, resource }] };
}

function suggests(finding: AnyFinding, { wording }: Words): finding is SuggestingFinding {
  return finding.code in wording.suggestions;
}

function resourceFor({ code, facts }: SuggestingFinding, about: About, speaker: Phrasing): Resource | undefined {
  const { terms, topic } = speaker.words.wording.findings[code];
  const sayings = (signs: readonly string[]) =>
    signs.map((sign) => sayText('learned', sign, speaker, {}, terms) ?? sign);
  switch (code) {
    case 'bereavement':
      return task('bereavement-contact', { code, topic, by: isoDay(about.opening.asOf + facts.contactDays) }, about);
    case 'first-meeting':
      return message({ ...facts, code, topic }, about);
    case 'usual-clinician-leaving':
      return task('introduce-next-clinician', { code, topic, ...facts, by: facts.leaves }, about);
    case 'illness-signature': {
      const signs = facts.signs.map(({ sign }) => sign);
      return facts.plan ? undefined : noteOfSigns({ ...facts, signs }, about, sayings(signs));
    }
    case 'write-signature': {
      const signs = facts.signs.map(({ sign }) => sign);
      return noteOfSigns({ ...facts, signs }, about, sayings(signs));
    }
    case 'next-contact':
      return task('keep-the-thread', { code, topic, ...facts, by: isoDay(about.opening.asOf + facts.days) }, about);
    case 'booking-after-leaving':
      return task('keep-the-thread', { code, topic, ...facts, by: facts.gone ? facts.on : facts.leaves }, about);
    case 'booking-elsewhere':
      return task('keep-the-thread', { code, topic, ...facts, by: facts.on }, about);
    case 'left-before-seen':
      return task('call-to-say-sorry', { code, topic, by: isoDay(about.opening.asOf + callDays) }, about);
    case 'persistent-symptoms':
    case 'many-contacts':
      return plannedTime({ code, topic }, about);
  }
}

function plannedTime(why: Why, about: About): Resource | undefined {
  return task('regular-planned-time', { ...why, by: isoDay(about.opening.asOf + offerDays) }, about);
}
