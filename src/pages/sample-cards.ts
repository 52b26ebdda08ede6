import { readFileSync } from 'node:fs';
import type { Language } from '../cards/wording/index.ts';

/** A card of fictional people, in paragraphs. */
export interface SampleCard {
  readonly summary: string;
  readonly detail: string;
}

type SampleCards = Readonly<Record<string, SampleCard | undefined>>;

/** Files of `npm run docs`, each read when a page first asks for its language. */
const files = new Map<Language, SampleCards>();

/** The example of a detection's card; undefined where it has none, as before `npm run docs` has written it. */
export function sampleCard(code: string, language: Language): SampleCard | undefined {
  const cards = files.get(language) ?? readSamples(language);
  files.set(language, cards);
  return Object.hasOwn(cards, code) ? cards[code] : undefined;
}

function readSamples(language: Language): SampleCards {
  return JSON.parse(readFileSync(new URL(`./sample-cards/${language}.json`, import.meta.url), 'utf8'));
}
