import type { ContinuityLow } from '../../detectors/continuity/continuity-low.ts';
import type { Code, OwnPageCode, SilenceReason } from '../../detectors/index.ts';
import type { Diagnosis } from '../../detectors/losses/diagnoses.ts';
import type { Skip } from '../../detectors/run.ts';
import type { Relapsing, SignName } from '../../detectors/signature/conditions.ts';
import type { Syndrome } from '../../detectors/symptoms/symptoms.ts';
import type { NameableReason } from '../held.ts';
import type { LaunchRefusal } from '../launch-refusals.ts';
import type { OverrideReason } from '../override-reasons.ts';
import type { AdminWords } from './admin-words.ts';
import type { DetectionPagesWords } from './detection-pages-words.ts';
import type { OwnPageWords } from './own-page-words.ts';
import type { PracticeReplayWords } from './practice-replay-words.ts';
import type { PracticeReportWords } from './practice-report-words.ts';
import type { ThreadWords } from './thread-words.ts';

/**
 * ICU messages of one finding. Their arguments are its facts by name: days as `31 July` (`<name>Date` as `31 July 2025`,
 * `<name>Month` as `July`), numbers (`<name>Spelled`: none and one in words; for days also `<name>Span` as `11 months`),
 * lists (`<name>Count`; of lengths of time `<name>Range`), clinicians by name (`<name>Named`: the name is
 * known), what someone wrote (`<name>Quoted`: in their own words), `none` for an absent fact, and `clauses`.
 * About the person: `person`, `gender`, `they`, `them`, `their`, `child`, and `decider`, `deciderThem`: the person, or a
 * child together with the family.
 */
export interface FindingWords {
  /** Display of the card's topic coding. */
  readonly topic: string;
  readonly summary: string;
  /** The sentences of the detail, as far as there is room: what might be done (the first is never left out), … */
  readonly act: readonly string[];
  /** … of these the first that has something to say and for which there is room, … */
  readonly further?: readonly string[];
  /** … figures and what they may mean, … */
  readonly context?: readonly string[];
  /** … and a sentence that is never left out. */
  readonly closing?: string;
  /** Terms for the codes of a list. */
  readonly terms?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Message for one entry of a list; `first` is true for the first. A list that is used in several ways has one message for
   * each, under names that begin with its own.
   */
  readonly items?: Readonly<Record<string, string>>;
  /** Clauses by fact; those of the facts that are there become one list. */
  readonly clauses?: Readonly<Record<string, string>>;
  /** Numbers that are parts of others: `<name>Share` is `both` or `all` where they are the whole, else `some`. */
  readonly shares?: Readonly<Record<string, string>>;
}

/** Tables of terms that several findings share. */
export type TermTable = 'relapses' | 'signs' | 'recalls' | 'medicines';

/** Findings whose cards suggest something. */
export type SuggestingCode =
  | 'bereavement'
  | 'usual-clinician-leaving'
  | 'first-meeting'
  | 'illness-signature'
  | 'booking-elsewhere'
  | 'booking-after-leaving'
  | 'next-contact'
  | 'left-before-seen'
  | 'many-contacts'
  | 'persistent-symptoms'
  | 'write-signature';

/** The words of a suggestion and of the resource that it creates. */
export interface SuggestionWords {
  readonly label: string;
  readonly action: string;
  readonly text: string;
}

type Needed = {
  readonly 'continuity-low': {
    readonly terms: { readonly reasons: Readonly<Record<ContinuityLow['reasons'][number], string>> };
  };
  readonly 'known-team': { readonly items: { readonly members: string } };
  readonly 'illness-signature': {
    readonly items: { readonly signs: string; readonly signsBefore: string; readonly presentDays: string };
  };
  readonly 'shared-signature': { readonly items: { readonly signs: string } };
  readonly 'persistent-symptoms': { readonly terms: { readonly syndromes: Readonly<Record<Syndrome, string>> } };
  readonly 'quiet-pattern': { readonly clauses: object };
  readonly 'write-signature': { readonly items: { readonly signs: string } };
  readonly 'life-changing-diagnosis': {
    readonly terms: { readonly diagnosis: Readonly<Record<Diagnosis, string>> };
  };
};

/** A detection for people: `/detections/:code`, docs/detectors.md and the code system are rendered from it. */
export interface Description {
  readonly title: string;
  /** One sentence, for terminologists. */
  readonly definition: string;
  readonly looksFor: string;
  readonly evidence: string;
  /** Strength of the evidence. */
  readonly grade: string;
  readonly notOn: readonly string[];
  readonly act: string;
}

/** The words of an empty note for whoever comes next. */
export interface HandoverNoteWords {
  readonly label: string;
  readonly action: string;
  readonly title: string;
  /** Under each of them there is room to write. */
  readonly headings: readonly string[];
}

/** Why a detection made a card, or none. */
export interface ExplanationWords {
  readonly shown: string;
  readonly off: string;
  /** With a term of `parts` as `part` and one of `unread` as `why`. */
  readonly notComputed: string;
  /** By the reason; `until` is the day on which the quiet time ends, if it does. */
  readonly held: Readonly<Record<NameableReason, string>>;
  readonly parts: Readonly<Record<Skip['part'], string>>;
  readonly unread: Readonly<Record<Skip['why'], string>>;
}

/** The pages of the thread of care that are shown in its place. */
export interface SmartWords {
  /** Label of the link that leads past what comes before the page. */
  readonly skip: string;
  /** What happened, why, and what to do. */
  readonly refusals: Readonly<Record<LaunchRefusal, Readonly<Record<'title' | 'text' | 'act', string>>>>;
}

/** What a language is, and who has read its words. */
export interface AboutLanguage {
  /** Its own name for itself. */
  readonly name: string;
  /** Name and role of the clinician who speaks it and has reviewed its words; null while nobody has. */
  readonly reviewedBy: string | null;
}

/** Names by a country's habit. */
export interface NameHabit {
  /** `title`: title and family name where the record has a title; `full`: given and family name, without a title. */
  readonly form: string;
  /** The country's spelling of a title, by that of records: in lower case, without full stops, with single spaces. */
  readonly titles: Readonly<Record<string, string>>;
  /** Particles of family names that begin with a capital after a title: `mevrouw De Vries`. */
  readonly particles?: readonly string[];
}

/** A message for each unit in which a length of time is given. */
type ByUnit = Readonly<Record<'day' | 'week' | 'month' | 'year', string>>;

/** All words of one language. */
export interface Wording {
  readonly about: AboutLanguage;
  readonly names: NameHabit;
  readonly descriptions: Readonly<Record<Code | OwnPageCode, Description>>;
  readonly detectionPages: DetectionPagesWords;
  readonly findings: Readonly<Record<Code, FindingWords>> & Needed;
  readonly terms: Readonly<Record<TermTable, Readonly<Record<string, string>>>> & {
    readonly relapses: Readonly<Record<Relapsing, string>>;
    readonly signs: Readonly<Record<Exclude<SignName, `symptom-${string}`>, string>>;
  };
  readonly suggestions: Readonly<Record<SuggestingCode, SuggestionWords>>;
  readonly handoverNote: HandoverNoteWords;
  /** Why a detection is silent, as a sentence of its numbers by their names (see `Silence`); about the person as above. */
  readonly silences: Readonly<Record<SilenceReason, string>>;
  readonly explanations: ExplanationWords;
  readonly smart: SmartWords;
  readonly thread: ThreadWords;
  readonly ownPage: OwnPageWords;
  readonly practiceReplay: PracticeReplayWords;
  readonly practiceReport: PracticeReportWords;
  readonly admin: AdminWords;
  /** Added if the suggestion was taken up before. */
  readonly takenUp: string;
  /** The last paragraph of every card. */
  readonly counted: string;
  readonly pronouns: Readonly<Record<'female' | 'male' | 'other', Readonly<Record<'they' | 'them' | 'their', string>>>>;
  /** A child together with the family. */
  readonly family: Readonly<Record<'they' | 'them', string>>;
  /** For people without a recorded name; `clinicianFirst` at the first mention of a clinician. */
  readonly unnamed: Readonly<Record<'person' | 'clinicianFirst' | 'clinician', string>>;
  /** End of a shortened list. */
  readonly others: string;
  /** None and one in words; other numbers are in digits. */
  readonly numbers: readonly string[];
  /** Lengths of time, of `count` units: one in words, other numbers in digits. */
  readonly spans: ByUnit;
  /** The same of what lies between two lengths, `from` and `to`. */
  readonly ranges: ByUnit;
  readonly overrideReasons: Readonly<Record<OverrideReason, string>>;
}
