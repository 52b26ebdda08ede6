import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type CodeSetName, codeSetNames } from './code-set-names.ts';

/** Languages whose words are looked for in every record, whatever the language of the cards: records mix them. */
export const languagesRead = ['en-GB', 'nb-NO', 'de-DE', 'fr-FR', 'cy-GB', 'nl-NL'] as const;

const folder = new URL('../../../fhir-profiles/words/', import.meta.url);
const words = z.array(z.string().min(2)).readonly();

const languageWords = z.strictObject({
  /** By set, as in a ValueSet: `word` is found as whole words, `stem-` at the start of one, `=text` as the whole text. */
  sets: z.partialRecord(z.enum(codeSetNames), words),
  sentences: z.strictObject({
    /** After these a sentence is about what is absent, or about someone else. */
    denial: words,
    /** Phrases in which such a word denies nothing: `not sleeping`. */
    notDenying: words,
    /** After these it is about what is only feared or suspected. */
    suspicion: words,
    notSuspecting: words.default([]),
    /** A text with one of these is about screening or prevention, or about something that was ruled out. */
    notPresent: words,
    /** Ends a denial. */
    but: words,
  }),
});

export type SentenceWords = z.infer<typeof languageWords>['sentences'];

const read = languagesRead.map((language) =>
  languageWords.parse(JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'))),
);

/** A set's words in all languages, but those of its ValueSet. */
export function wordsOfLanguages(set: CodeSetName): readonly string[] {
  return read.flatMap(({ sets }) => sets[set] ?? []);
}

/** What decides in a sentence, in all languages. */
export function sentenceWords(kind: keyof SentenceWords): readonly string[] {
  return read.flatMap(({ sentences }) => sentences[kind]);
}
