import { phrasingFor, plain } from '../cards/phrasing.ts';
import { silenceSentence } from '../cards/silence-sentence.ts';
import type { Words } from '../cards/words.ts';
import type { Explanation } from '../cds/service.ts';
import type { Code } from '../detectors/index.ts';
import type { Day } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import type { Explained } from './explain.ts';

const msPerDay = 24 * 60 * 60 * 1000;

/** The explanations in words, about one person. */
export function inWords(
  explained: readonly Explained[],
  person: Person,
  asOf: Day,
  words: Words,
): readonly Explanation[] {
  return explained.map((one) => {
    const { title } = words.wording.descriptions[one.code as Code];
    return {
      code: one.code,
      title,
      outcome: one.outcome,
      ...reasonOf(one),
      sentence: sentenceOf(one, person, asOf, words),
    };
  });
}

function reasonOf(one: Explained): Pick<Explanation, 'reason' | 'part'> {
  if (one.outcome === 'silent') return { reason: one.silence.silent };
  if (one.outcome === 'held') return { reason: one.why };
  return one.outcome === 'not-computed' ? { reason: one.why, part: one.part } : {};
}

function sentenceOf(one: Explained, person: Person, asOf: Day, words: Words): string {
  const { explanations } = words.wording;
  if (one.outcome === 'silent') return silenceSentence(one.silence, person, asOf, words);
  if (one.outcome === 'not-computed')
    return words.format(explanations.notComputed, {
      part: explanations.parts[one.part],
      why: explanations.unread[one.why],
    });
  if (one.outcome !== 'held') return explanations[one.outcome];
  const { about } = phrasingFor(words, person, asOf, plain);
  const until = one.until === undefined ? {} : { until: words.date(Math.floor(one.until / msPerDay)) };
  return words.format(explanations.held[one.why], { ...about, ...until });
}
