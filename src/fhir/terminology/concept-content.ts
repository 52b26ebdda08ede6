import { type JsonObject, text } from '../json.ts';
import { normalized } from './code-matching.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import { folded, matchable } from './matching-text.ts';
import { affirmed, notDenied } from './sentences.ts';

/** A text as it stands, what it affirms, and what it affirms or suspects. */
export type TextForm = 'words' | 'stated' | 'suspected';

/** A text in one of its forms, and for each pattern that was tried on it whether it was found. */
interface SearchableForm {
  readonly words: string;
  readonly found: Map<RegExp, boolean>;
}

/** A text in the forms in which words are searched for in it, each made when it is first asked for. */
export type SearchableText = { readonly given: string } & { [form in TextForm]: SearchableForm | undefined };

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
    const made = { given, words: undefined, stated: undefined, suspected: undefined };
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

const forms: { readonly [form in TextForm]: (given: string) => string } = {
  words: normalized,
  stated: affirmed,
  suspected: notDenied,
};

/** Whether a pattern is found in a text in one of its forms. */
export function isFound(pattern: RegExp, text: SearchableText, form: TextForm): boolean {
  text[form] ??= { words: forms[form](text.given), found: new Map() };
  const { words, found } = text[form];
  const before = found.get(pattern);
  if (before !== undefined) return before;
  const isThere = pattern.test(words);
  found.set(pattern, isThere);
  return isThere;
}
