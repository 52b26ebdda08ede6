import type { ContinuityLow } from '../../detectors/continuity/continuity-low.ts';
import type { Finding } from '../../detectors/detector.ts';
import type { AnyFinding, Code } from '../../detectors/index.ts';
import type { Relapsing, SignName } from '../../detectors/signature/conditions.ts';
import type { Syndrome } from '../../detectors/symptoms/symptoms.ts';
import type { OverrideReason } from '../override-reasons.ts';
import cards from './en-GB/cards.json' with { type: 'json' };
import descriptions from './en-GB/detections.json' with { type: 'json' };

/**
 * ICU messages of one finding. Their arguments are its facts by name: days said as `31 July` (`<name>Date` as
 * `31 July 2025`, `<name>Month` as `July 2025`), numbers (`<name>Spelled` in words below ten; of `…Days` also
 * `<name>Span` as `11 months`), lists (`<name>Count`), clinicians by name (`<name>Named`: there is one), an absent fact as
 * `none`, `clauses` where there are some. Besides, of the person: `person`, `gender`, `they`, `them`,
 * `their`, `child`, and `decider`, `deciderThem`: the person, with the family where it is a child.
 */
export interface FindingWords {
  /** Display of the card's topic. */
  readonly topic: string;
  readonly summary: string;
  /** Sentences; one that comes out empty is left out. */
  readonly detail: readonly string[];
  /** What the code words of a list are called. */
  readonly terms?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * How one entry of a list is said; `first` is true for the first. A list said in several ways has one for each, under
   * names that begin with its own.
   */
  readonly items?: Readonly<Record<string, string>>;
  /** Said, as one list, of the facts that are there. */
  readonly clauses?: Readonly<Record<string, string>>;
}

/** Names of the tables of what has a name of ours in several findings. */
export type TermTable = 'relapses' | 'signs' | 'recalls' | 'medicines';

/** Findings whose cards suggest something. */
export type SuggestingCode =
  | 'usual-clinician-leaving'
  | 'first-meeting'
  | 'illness-signature'
  | 'booking-elsewhere'
  | 'booking-after-leaving'
  | 'next-contact'
  | 'write-signature';

/** What a suggestion and what it creates say. */
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
  readonly 'illness-signature': { readonly items: { readonly signs: string } };
  readonly 'shared-signature': { readonly items: { readonly signs: string } };
  readonly 'persistent-symptoms': { readonly terms: { readonly syndromes: Readonly<Record<Syndrome, string>> } };
  readonly 'quiet-pattern': { readonly clauses: object };
  readonly 'write-signature': { readonly items: { readonly signs: string } };
};

/** A detection for people: `/detections/:code`, docs/detectors.md and the code system are rendered from it. */
export interface Description {
  readonly title: string;
  /** One sentence, for terminologists. */
  readonly definition: string;
  readonly looksFor: string;
  readonly evidence: string;
  /** How strong the evidence is. */
  readonly grade: string;
  readonly notOn: readonly string[];
  readonly act: string;
}

/** Everything that is said in one language. */
export interface Wording {
  readonly descriptions: Readonly<Record<Code, Description>>;
  readonly findings: Readonly<Record<Code, FindingWords>> & Needed;
  readonly terms: Readonly<Record<TermTable, Readonly<Record<string, string>>>> & {
    readonly relapses: Readonly<Record<Relapsing, string>>;
    readonly signs: Readonly<Record<Exclude<SignName, `symptom-${string}`>, string>>;
  };
  readonly suggestions: Readonly<Record<SuggestingCode, SuggestionWords>>;
  /** Where what the card would suggest was taken up before. */
  readonly takenUp: string;
  /** The last paragraph of every card. */
  readonly counted: string;
  readonly pronouns: Readonly<Record<'female' | 'male' | 'other', Readonly<Record<'they' | 'them' | 'their', string>>>>;
  /** A child, asked together with the family. */
  readonly family: Readonly<Record<'they' | 'them', string>>;
  /** Where the record has no name; `clinicianFirst` where the clinician was not spoken of before. */
  readonly unnamed: Readonly<Record<'person' | 'clinicianFirst' | 'clinician', string>>;
  /** What ends a list that would be too long. */
  readonly others: string;
  /** Numbers in words, from zero. */
  readonly numbers: readonly string[];
  readonly overrideReasons: Readonly<Record<OverrideReason, string>>;
}

/** THE LIST of languages. One that lacks the words of a built detection does not compile. */
export const languages = { 'en-GB': { ...cards, descriptions } } satisfies Readonly<Record<string, Wording>>;

export type Language = keyof typeof languages;

/** Whether a card of it may come with a suggestion. */
export function maySuggest(code: string): boolean {
  return code in languages['en-GB'].suggestions;
}

/** Whether there are words for it; detections that are not built find nothing. */
export function hasWords(finding: Finding): finding is AnyFinding {
  return finding.code in languages['en-GB'].findings;
}
