import { settings } from '../history.ts';
import {
  type Answer,
  answeredAt,
  type Card,
  type Facts,
  maxFeedbackPerCard,
  type Open,
  silenceOf,
  type Violation,
} from './facts.ts';

/** Cards shown despite a silence that the replica must have known, and that was in force by its clock. */
export function quiet(facts: Facts): readonly Violation[] {
  const speaking = facts.opens.filter(({ result }) => result?.card !== undefined && result.complete);
  return speaking.flatMap((open) =>
    [...facts.cards.values()]
      .filter((card) => card.patient === open.call.patient && isSilent(card, open, facts))
      .map((card) => ({
        about: `${open.result?.card} was shown in spite of ${card.card}`,
        entries: [...new Set([...card.opens, ...card.answers, open])],
      })),
  );
}

/** Whether the card silences this opening in every state it may have been in. */
function isSilent(card: Card, open: Open, facts: Facts): boolean {
  const { opens, answers, first } = card;
  const known = opens.filter((it) => it !== open && isKnown(it, open, facts));
  if (known.length === 0 || answers.length > maxFeedbackPerCard) return false;
  if (facts.mayBeForgotten(opens, open.end) || facts.mayBePurged(first.min, open.end)) return false;
  const own = known.some(({ call }) => call.clinician === open.call.clinician);
  return outcomesOf(card, open, facts).every((answer) => {
    if (answer === undefined) {
      const { shown, sameVisit } = settings.quiet;
      return own && open.clock >= first.max + sameVisit && open.clock < first.min + sameVisit + shown;
    }
    const { everyone, time } = silenceOf(answer.call.reply);
    return (own || everyone) && open.clock < answeredAt(answer) + time;
  });
}

/** The feedback that may be in effect; undefined for none. */
function outcomesOf({ opens: shown, answers }: Card, open: Open, facts: Facts): readonly (Answer | undefined)[] {
  // Feedback is read with its card once that is in the store; before, only by the process that showed the card and
  // received the feedback.
  const isRead = shown.some((it) => facts.writtenAt(it) < open.start);
  const own = ({ process, start }: Answer) =>
    process === open.process && shown.some((it) => it.process === process && it.end < start);
  const isCertain = (it: Answer) =>
    it.type === 'ok' &&
    it.end < open.start &&
    (isRead || own(it)) &&
    !facts.mayBeDropped(it) &&
    !facts.mayBePurged(it.clock, open.end);
  const certain = answers.filter(isCertain);
  const latest = Math.max(...certain.map(answeredAt));
  const rest = answers.filter((it) => !isCertain(it) && it.start < open.end && answeredAt(it) >= latest);
  const counting = certain.filter((it) => answeredAt(it) === latest);
  return [...(counting.length > 0 ? counting : [undefined]), ...rest];
}

/** Whether the replica of `open` must have known the cards of `earlier`: they were written, or its own. */
function isKnown(earlier: Open, open: Open, { writtenAt }: Facts): boolean {
  const own = earlier.type === 'ok' && earlier.process === open.process && earlier.end < open.start;
  return own || writtenAt(earlier) < open.start;
}

/**
 * Two ids for one card in one visit, although nothing happened in between and either replica knew, or could derive, the
 * other id.
 */
export function oneId(facts: Facts): readonly Violation[] {
  const speaking = facts.opens.filter(({ result }) => result?.card !== undefined && result.complete);
  const cardOf = ({ result }: Open) => facts.cards.get(result?.card ?? '') as Card;
  const isPair = (one: Open, other: Open) =>
    one.start < other.start &&
    one.call.patient === other.call.patient &&
    one.call.clinician === other.call.clinician &&
    one.result?.card !== other.result?.card;
  return speaking.flatMap((one) =>
    speaking
      .filter((other) => isPair(one, other) && isOneVisit(one, other, [cardOf(one), cardOf(other)], facts))
      .map((other) => ({ about: `${one.result?.card} and ${other.result?.card}`, entries: [one, other] })),
  );
}

function isOneVisit(one: Open, other: Open, cards: readonly Card[], facts: Facts): boolean {
  const opens = cards.flatMap((card) => card.opens);
  const end = Math.max(one.end, other.end);
  const [min, max] = [
    Math.min(...cards.map(({ first }) => first.min)),
    Math.max(...cards.map(({ first }) => first.max)),
  ];
  const disturbed =
    cards.some(({ answers }) => answers.some((it) => it.start < end)) ||
    facts.mayBeForgotten(opens, end) ||
    facts.mayBePurged(min, end);
  // An id is derived from the day on which the card is first shown.
  const isOneDay = new Set(opens.map(({ clock }) => Math.floor(clock / (24 * 60 * 60 * 1000)))).size === 1;
  return !disturbed && max - min < settings.visit && (isOneDay || isKnown(one, other, facts));
}
