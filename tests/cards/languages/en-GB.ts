import { existsSync, readFileSync } from 'node:fs';
import type { LanguageChecks } from './language.ts';

const list = new URL('../../../../shared/vectors/banned-words.txt', import.meta.url);

export const britishEnglish: LanguageChecks = {
  banned: existsSync(list) ? new RegExp(readFileSync(list, 'utf8').trim(), 'i') : undefined,
  bannedSample: 'She failed to attend',
  numberWords: /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b/i,
  numberSample: 'In two weeks',
  suggestion:
    /^(?:If [^,]+, )?(?:You|you|It|it) (?:might|may help|is \w+ to mention)|^(?:Ask|Please check) first|^A short, friendly message might/,
  might: /you might/,
  pronouns: { feminine: /\b(?:she|her|hers)\b/i, masculine: /\b(?:he|him|his)\b/i },
  counted: 'Counted: 14 visits, 3 March 2023 to 30 September 2026; 1 not counted.',
  explainedAway: /unexplained|function|somat|psych|mental|stress|anxi|rather than/i,
  freshLook: 'New or changing symptoms still need a fresh look.',
};
