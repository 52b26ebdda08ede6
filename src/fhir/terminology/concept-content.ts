import { fields, type JsonObject, text } from '../json.ts';
import { affirmed, normalized, notDenied } from './code-matching.ts';
import { codingsOf, systemAndCode } from './codings.ts';
import type { FoundWords, TextForm } from './found-words.ts';
import { matchable } from './matching-text.ts';

/** A text in the forms in which words are searched for in it, each made when it is first asked for, and what was found. */
export type SearchableText = { readonly given: string; readonly found: FoundWords } & {
  [form in TextForm]: string | undefined;
};

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
export function conceptReader(foundBefore: (text: string) => FoundWords): (codeable: unknown) => ConceptContent {
  const searchable = new Map<string, SearchableText>();
  const searchableText = (given: string): SearchableText => {
    const known = searchable.get(given);
    if (known !== undefined) return known;
    const made = { given, found: foundBefore(given), words: undefined, stated: undefined, suspected: undefined };
    if (searchable.size < maxTexts) searchable.set(given, made);
    return made;
  };
  return (codeable) => {
    const codes: ConceptContent['codes'][number][] = [];
    const texts: SearchableText[] = [];
    let cost = minCost;
    const addText = (value: unknown) => {
      const given = matchable(text(value) ?? '');
      cost += given.length;
      const made = given === '' ? undefined : searchableText(given);
      if (made !== undefined && !texts.some((one) => one.given === given)) texts.push(made);
    };
    const addCoding = (coding: JsonObject) => {
      const code = systemAndCode(coding);
      if (code !== undefined) codes.push(code);
      addText(coding.display);
    };
    const concept = fields(codeable);
    if (concept !== undefined) {
      addText(concept.text);
      addCoding(concept);
      for (const coding of codingsOf(concept)) addCoding(coding);
    }
    return { codes, texts, cost: cost + minCost * codes.length };
  };
}

const forms: { readonly [form in TextForm]: (given: string) => string } = {
  words: normalized,
  stated: (given) => normalized(affirmed(given)),
  suspected: (given) => normalized(notDenied(given)),
};

/** A text in one of its forms. */
export function inForm(text: SearchableText, form: TextForm): string {
  const known = text[form];
  if (known !== undefined) return known;
  const made = forms[form](text.given);
  text[form] = made;
  return made;
}
