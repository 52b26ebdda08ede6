import type { Finding } from '../../detectors/detector.ts';
import type { AnyFinding } from '../../detectors/index.ts';
import { german } from './de-DE/index.ts';
import { britishEnglish } from './en-GB/index.ts';
import { norwegianBokmal } from './nb-NO/index.ts';
import { french } from './fr-FR/index.ts';
import type { Wording } from './wording.ts';

/** THE LIST of languages. One that lacks the words of a detection does not compile. */
export const languages = {
  'en-GB': britishEnglish,
  'nb-NO': norwegianBokmal,
  'de-DE': german,
  'fr-FR': french,
} satisfies Readonly<Record<string, Wording>>;

export type Language = keyof typeof languages;

/** Whether cards of this code may have a suggestion. */
export function maySuggest(code: string): boolean {
  return code in languages['en-GB'].suggestions;
}

/** Narrows a finding to those of the catalogue. */
export function hasWords(finding: Finding): finding is AnyFinding {
  return finding.code in languages['en-GB'].findings;
}
