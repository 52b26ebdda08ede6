import { text } from '../../pages/html.ts';
import { isPrinted, type PeriodStatement, type Statement } from '../statement/statement.ts';
import type { Phrases } from './phrases.ts';

/** The newest period in a few sentences; what needs a number that is not printed is left out. */
export function findings(
  statement: Statement,
  period: PeriodStatement,
  { words, wording, count, rate }: Phrases,
): string {
  const { openings, shown, per100, accepted, overridden, unanswered, held } = period;
  const texts = wording.findings;
  const say = (sentence: string, values: Readonly<Record<string, string>>) => words.format(sentence, values);
  const sentences = [
    ...(openings === undefined ? [] : [say(texts.openings, { openings: count(openings) })]),
    ...(isPrinted(shown) && per100 !== undefined
      ? [say(texts.shown, { shown: count(shown), per100: rate(per100) })]
      : []),
    ...(isPrinted(shown) && per100 === undefined ? [say(texts.shownAlone, { shown: count(shown) })] : []),
    ...([accepted, overridden, unanswered].every(isPrinted)
      ? [
          say(texts.accepted, {
            accepted: count(accepted),
            overridden: count(overridden),
            unanswered: count(unanswered),
          }),
        ]
      : []),
    ...(isPrinted(held) ? [say(texts.held, { held: count(held) })] : []),
  ];
  const few = sentences.length < 4 ? [texts.few] : [];
  const review = statement.review.length > 0 ? `<p><a href="#review">${text(texts.review)}</a></p>` : '';
  return `<div class="findings"><h2>${text(texts.heading)}</h2><p>${text([...sentences, ...few].join(' '))}</p>${review}</div>`;
}
