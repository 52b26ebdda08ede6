import type { Phrasing } from './phrasing.ts';
import type { FindingWords, TermTable } from './wording/wording.ts';
import type { Arguments } from './words.ts';

/** Facts in the record's own words; a term from these tables, if there is one, replaces them. */
const fromRecord: Readonly<Record<string, TermTable | undefined>> = {
  condition: 'relapses',
  sign: 'signs',
  learned: 'signs',
  kinds: 'recalls',
  dueFor: 'recalls',
  medicine: 'medicines',
  text: undefined,
  words: undefined,
};

/**
 * A text fact in words: a term of this finding or of all, a quotation of the record, or (for a code that a message selects
 * by) the text itself. Undefined if the record's text is empty.
 */
export function sayText(
  name: string,
  fact: string,
  phrasing: Phrasing,
  values: Arguments,
  terms: FindingWords['terms'] = {},
): string | undefined {
  const table = fromRecord[name];
  const term = terms[name]?.[fact] ?? (table && phrasing.words.wording.terms[table][fact]);
  if (term !== undefined) return phrasing.words.format(term, values);
  if (!isFromRecord(name)) return phrasing.quote(fact);
  return phrasing.text(inSentence(table === 'signs' ? plainName(fact) : fact)) || undefined;
}

/** `Annual check` within a sentence; what may be a name (`Crohn’s`) or holds another capital stays as it is. */
function inSentence(text: string): string {
  const isOrdinary = /^\p{Lu}\p{Ll}+(?!\p{L}|[’'])[^\p{Lu}]*$/u.test(text.trim());
  return isOrdinary ? text.trim().replace(/^./u, (letter) => letter.toLowerCase()) : text;
}

/** A symptom group added by a site has no term; its name says what it is: `symptom-back-pain`. */
function plainName(sign: string): string {
  return sign.replace(/^symptom-/, '').replaceAll('-', ' ');
}

/** Whether a fact holds what someone wrote, to be quoted in their own words. */
export function isQuotable(name: string): boolean {
  return isFromRecord(name) && fromRecord[name] === undefined;
}

/** Whether a fact holds the record's own words. */
export function isFromRecord(name: string): boolean {
  return name in fromRecord;
}

/** A sign of a signature in words. */
export function wordsForSign(sign: string, { wording }: Phrasing['words']): string {
  return wording.terms.signs[sign] ?? plainName(sign);
}
