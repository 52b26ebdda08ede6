import { cardTextOf } from '#src/cards/card-text.ts';
import { countWords, readingSeconds } from '#src/cards/word-count.ts';
import type { Language } from '#src/cards/wording/index.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Code } from '#src/detectors/index.ts';
import { asOf, khan } from './example-findings.ts';
import { sample } from './samples.ts';

/** The three paragraphs of a detection's sample card. */
export function sampleCard(
  code: Code,
  language: Language = 'en-GB',
): {
  readonly summary: string;
  readonly detail: string;
  readonly counted: string;
} {
  const text = cardTextOf(sample(code), khan, asOf, wordsIn(language));
  const [detail = '', counted = ''] = text.detail.split('\n\n');
  return { summary: text.summary, detail, counted };
}

/** A sample card as a clinician reads it, as a quotation. */
export function exampleCard(code: Code): string {
  const { summary, detail, counted } = sampleCard(code);
  return `**${summary}**\n\n${detail}\n\n${counted}`.replace(/^/gm, '> ').replace(/^> $/gm, '>');
}

/** The words of a sample card and of its headline, and the seconds that it takes to read them. */
export function reading(
  code: Code,
  language: Language,
): Readonly<Record<'headline' | 'headlineSeconds' | 'card' | 'cardSeconds', number>> {
  const { summary, detail } = sampleCard(code, language);
  const [headline, card] = [countWords(summary), countWords(`${summary} ${detail}`)];
  return { headline, headlineSeconds: readingSeconds(headline), card, cardSeconds: readingSeconds(card) };
}
