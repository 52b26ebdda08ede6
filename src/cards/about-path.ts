import type { Language } from './wording/index.ts';

/** The language that an address asks for as `language=TAG`; nothing is asked for where the service's own is wanted. */
export function languageQuery(language: Language, ofService: Language): string {
  return language === ofService ? '' : `?language=${language}`;
}

/** Path, below `PUBLIC_URL`, of the page about a detection in the language of whatever links there. */
export function aboutPath(code: string, language: Language, ofService: Language): string {
  return `/detections/${code}${languageQuery(language, ofService)}`;
}
