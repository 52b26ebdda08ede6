import { type JsonObject, text } from '../json.ts';
import { normalized } from './code-matching.ts';
import type { CodeSetName } from './code-set-names.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import { folded, matchable } from './matching-text.ts';
import { affirmed, notDenied, type SentenceKind, wordsOfSentences } from './sentences.ts';
import type { WordIndex } from './word-index.ts';

/** A text as it stands, what it affirms, and what it affirms or suspects. */
export type TextForm = 'words' | 'stated' | 'suspected';

/** A text, and what was found in each of its forms once it was asked for. */
export interface SearchableText {
  readonly given: string;
  /** Normalized, once it was asked for. */
  words: string | undefined;
  /** It has a word that may deny or doubt something. */
  mayDeny: boolean;
  readonly found: { [form in TextForm]: ReadonlySet<CodeSetName> | undefined };
}

/** What is looked up of a concept. */
export interface ConceptContent {
  /** Each of its codes that has a system. */
  readonly codes: readonly { readonly system: string; readonly code: string }[];
  /** Every text and display, truncated for matching, each once. */
  readonly texts: readonly SearchableText[];
  /** The cost of a lookup, in characters. */
  readonly cost: number;
}

/** The cost of looking up a concept with hardly any text, in characters. */
const minCost = 100;
/** A long record has some thousands of different texts. Beyond this number they are made searchable again each time. */
const maxTexts = 20_000;

/** Reads concepts; where a record repeats a text, it is made searchable once. */
export function conceptReader(): (concept: JsonObject) => ConceptContent {
  const searchable = new Map<string, SearchableText>();
  const searchableText = (given: string): SearchableText => {
    const known = searchable.get(given);
    if (known !== undefined) return known;
    const found = { words: undefined, stated: undefined, suspected: undefined };
    const made = { given, words: undefined, mayDeny: false, found };
    if (searchable.size < maxTexts) searchable.set(given, made);
    return made;
  };
  return (concept) => {
    const codes: ConceptContent['codes'][number][] = [];
    const texts: SearchableText[] = [];
    let cost = minCost;
    const addText = (value: unknown) => {
      const given = folded(matchable(text(value) ?? ''));
      cost += given.length;
      const made = given === '' ? undefined : searchableText(given);
      if (made !== undefined && !texts.some((one) => one.given === given)) texts.push(made);
    };
    const addCoding = (coding: JsonObject) => {
      const code = systemAndCode(coding);
      if (code !== undefined) codes.push(code);
      addText(coding.display);
    };
    addText(concept.text);
    addCoding(concept);
    for (const coding of codingsOf(concept)) addCoding(coding);
    return { codes, texts, cost: cost + minCost * codes.length };
  };
}

const nothing: ReadonlySet<CodeSetName> = new Set();

/** Finds the words of all code sets, and those that decide in a sentence. */
export type WordsOfAll = WordIndex<CodeSetName | SentenceKind>;

/** The sets of which a text in one of its forms has a word. */
export function foundIn(text: SearchableText, form: TextForm, search: WordsOfAll): ReadonlySet<CodeSetName> {
  const before = text.found[form];
  if (before !== undefined) return before;
  text.words ??= normalized(text.given);
  const sets = form === 'words' ? readWords(text, text.words, search) : whatCounts(text, text.words, form, search);
  text.found[form] = sets;
  return sets;
}

function readWords(text: SearchableText, words: string, search: WordsOfAll): ReadonlySet<CodeSetName> {
  const found = search(words);
  text.mayDeny = found.some(({ value }) => !isSet(value));
  return setsOf(found);
}

function whatCounts(
  text: SearchableText,
  words: string,
  form: Exclude<TextForm, 'words'>,
  search: WordsOfAll,
): ReadonlySet<CodeSetName> {
  const anywhere = foundIn(text, 'words', search);
  // What has no word at all affirms none, and most texts deny nothing.
  if (anywhere.size === 0 || !text.mayDeny) return anywhere;
  return setsOf(search(form === 'stated' ? affirmed(text.given, words) : notDenied(text.given, words)));
}

function setsOf(found: ReturnType<WordsOfAll>): ReadonlySet<CodeSetName> {
  let sets: Set<CodeSetName> | undefined;
  for (const { value } of found) if (isSet(value)) sets = (sets ?? new Set()).add(value);
  return sets ?? nothing;
}

const sentenceKinds: ReadonlySet<string> = new Set(wordsOfSentences.map(([, kind]) => kind));

function isSet(value: CodeSetName | SentenceKind): value is CodeSetName {
  return !sentenceKinds.has(value);
}
