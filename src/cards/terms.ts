import type { Phrasing } from './phrasing.ts';
import type { FindingWords, TermTable } from './wording/index.ts';
import type { Arguments } from './words.ts';

/** Facts that name something in the record's own words; where a table has a term for them, that is said instead. */
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
 * One text among the facts, as it is said: by a term of this finding or of all, as a quotation of the record, or (a code
 * word, which a message chooses by) as it is. Undefined where the record's words say nothing.
 */
export function sayText(
  name: string,
  fact: string,
  voice: Phrasing,
  values: Arguments,
  terms: FindingWords['terms'] = {},
): string | undefined {
  const table = fromRecord[name];
  const term = terms[name]?.[fact] ?? (table && voice.words.wording.terms[table][fact]);
  if (term !== undefined) return voice.words.format(term, values);
  if (!isFromRecord(name)) return voice.quote(fact);
  return voice.text(table === 'signs' ? plainName(fact) : fact) || undefined;
}

/** A group of symptoms that a site has added has no term, and says what it is by its name: `symptom-back-pain`. */
function plainName(sign: string): string {
  return sign.replace(/^symptom-/, '').replaceAll('-', ' ');
}

/** Whether a fact is, or lists, the record's own words. */
export function isFromRecord(name: string): boolean {
  return name in fromRecord;
}
