import type { Language } from '#src/cards/wording/index.ts';
import { welsh } from './cy-GB.ts';
import { german } from './de-DE.ts';
import { britishEnglish } from './en-GB.ts';
import { french } from './fr-FR.ts';
import type { LanguageChecks } from './language.ts';
import { norwegianBokmal } from './nb-NO.ts';
import { dutch } from './nl-NL.ts';

/** What is checked of each language. */
export const checks: Readonly<Record<Language, LanguageChecks>> = {
  'en-GB': britishEnglish,
  'nb-NO': norwegianBokmal,
  'de-DE': german,
  'fr-FR': french,
  'cy-GB': welsh,
  'nl-NL': dutch,
};
