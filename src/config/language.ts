import { z } from 'zod';
import { type Language, languageOfTag, languages } from '../cards/wording/index.ts';

const names = Object.keys(languages) as Language[];
const usual: Language = 'en-GB';

/**
 * The language of the cards. A variable of this name is set on many machines as a list of locales, of which the first that
 * is there counts (GNU gettext, "Specifying a priority list of languages"): it must not keep the service from starting.
 */
export const languageSetting = z
  .string()
  .transform((text, context): Language => {
    const found = exact(text) ?? (isLocaleList(text) ? (firstOf(text) ?? usual) : undefined);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: `must be one of ${names.join(', ')}` });
    return z.NEVER;
  })
  .default(usual);

/** Whether a list of locales names none of our languages. */
export function namesNoLanguage(text: string): boolean {
  return exact(text) === undefined && firstOf(text) === undefined;
}

function exact(text: string): Language | undefined {
  return names.find((name) => name.toLowerCase() === text.toLowerCase());
}

function isLocaleList(text: string): boolean {
  return /^[A-Za-z]{2,3}(?:[_.@:][\w.@:-]*)$/.test(text) || /^C(?:[.:].*)?$/.test(text);
}

function firstOf(text: string): Language | undefined {
  const tags = text.split(':').map((locale) => locale.replace(/[.@].*$/, '').replace('_', '-'));
  for (const tag of tags) {
    const found = languageOfTag(tag);
    if (found !== undefined) return found;
  }
  return undefined;
}
