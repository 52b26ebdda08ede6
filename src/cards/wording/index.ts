import type { Finding } from '../../detectors/detector.ts';
import type { AnyFinding } from '../../detectors/index.ts';
import { welsh } from './cy-GB/index.ts';
import { german } from './de-DE/index.ts';
import { britishEnglish } from './en-GB/index.ts';
import { french } from './fr-FR/index.ts';
import { norwegianBokmal } from './nb-NO/index.ts';
import { dutch } from './nl-NL/index.ts';
import type { Wording } from './wording.ts';

/** THE LIST of languages. One that lacks the words of a detection does not compile. */
export const languages = {
  'en-GB': britishEnglish,
  'nb-NO': norwegianBokmal,
  'de-DE': german,
  'fr-FR': french,
  'cy-GB': welsh,
  'nl-NL': dutch,
} satisfies Readonly<Record<string, Wording>>;

export type Language = keyof typeof languages;

const languageNames = Object.keys(languages) as Language[];

/** Those of some languages whose words nobody who speaks them has reviewed, each once. */
export function unreviewedOf(some: readonly Language[]): readonly Language[] {
  return [...new Set(some)].filter((language) => languages[language].about.reviewedBy === null);
}

/** The language that a tag (BCP 47) means: itself, or else one of the same primary language; `no` is Bokmål. */
export function languageOfTag(tag: string): Language | undefined {
  const given = tag.toLowerCase();
  const primary = given.split('-')[0]?.replace(/^no$/, 'nb');
  return (
    languageNames.find((name) => name.toLowerCase() === given) ??
    languageNames.find((name) => name.split('-')[0] === primary)
  );
}

/** Whether cards of this code may have a suggestion. */
export function maySuggest(code: string): boolean {
  return code in languages['en-GB'].suggestions;
}

/** Narrows a finding to those of the catalogue. */
export function hasWords(finding: Finding): finding is AnyFinding {
  return finding.code in languages['en-GB'].findings;
}
