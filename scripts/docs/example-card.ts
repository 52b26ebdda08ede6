import { detailOf, summaryOf } from '#src/cards/sentences.ts';
import { wordsIn } from '#src/cards/words.ts';
import type { Code } from '#src/detectors/index.ts';
import { codesBuilt, fullFacts } from './example-facts.ts';
import { asOf, finding, khan } from './example-findings.ts';

/** A detection's card as a clinician reads it, as a quotation. */
export function exampleCard(code: Code): string {
  const built = codesBuilt.find((one) => one === code);
  if (built === undefined) throw new Error(`no example of ${code}`);
  const words = wordsIn('en-GB');
  const example = finding(built, fullFacts[built]);
  const card = `**${summaryOf(example, khan, asOf, words)}**\n\n${detailOf(example, khan, asOf, words)}`;
  return card.replace(/^/gm, '> ').replace(/^> $/gm, '>');
}
