import { type Language, languages } from '#src/cards/wording/index.ts';
import { paragraphs } from '../../demo/page/ehr.js';
import { sampleCard } from './example-card.ts';
import { codesBuilt } from './example-facts.ts';

/** src/pages/sample-cards/TAG.json: the example of each detection's card as plain text, for its page in each language. */
export const sampleCardFiles: Readonly<Record<string, () => string>> = Object.fromEntries(
  (Object.keys(languages) as Language[]).map((language) => [
    `src/pages/sample-cards/${language}.json`,
    () => sampleCards(language),
  ]),
);

function sampleCards(language: Language): string {
  const samples = codesBuilt.map((code) => {
    const { summary, detail, counted } = sampleCard(code, language);
    return [code, { summary, detail: paragraphs(`${detail}\n\n${counted}`).join('\n\n') }];
  });
  return `${JSON.stringify(Object.fromEntries(samples), null, 2)}\n`;
}
