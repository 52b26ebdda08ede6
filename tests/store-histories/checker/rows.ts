import { day, type EntryOf, settings } from '../history.ts';
import { answeredAt, type Card, type Facts, lastEffect, maxFeedbackPerCard, type Violation } from './facts.ts';

const second = 1000;

/** What must be in the tables. */
export const persistence = {
  answers: (facts: Facts): readonly Violation[] => {
    const { rows } = facts.history;
    const stored = new Set(rows.answers.map(({ card, reply, at }) => JSON.stringify([card, reply, at])));
    return [...facts.cards.values()].flatMap(({ card, opens, answers, first }) => {
      const received = Math.min(first.min, ...answers.map(({ clock }) => clock));
      const excused = answers.length > maxFeedbackPerCard || facts.mayBeForgotten(opens) || facts.mayBePurged(received);
      return answers
        .filter((it) => it.type === 'ok' && !excused && !facts.mayBeDropped(it))
        .filter((it) => !stored.has(JSON.stringify([card, it.call.reply, answeredAt(it)])))
        .map((it) => ({ about: card, entries: [...opens, it] }));
    });
  },

  counts: ({ opens, history, writtenAt, mayBeForgotten, mayBePurged }: Facts): readonly Violation[] =>
    opens.flatMap((open) => {
      const count = history.rows.counts.get(open.call.opening) ?? 0;
      const mayBeGone = mayBeForgotten([open]) || mayBePurged(open.clock);
      const lost = count === 0 && writtenAt(open) < Number.POSITIVE_INFINITY && !mayBeGone;
      return count > 1 || lost ? [{ about: `${open.call.opening}, ${count} times`, entries: [open] }] : [];
    }),

  showings: ({ cards, history, writtenAt, mayBeForgotten, mayBePurged }: Facts): readonly Violation[] => {
    const stored = new Set(history.rows.showings.map(({ card }) => card));
    return [...cards.values()]
      .filter(({ opens }) => opens.some((open) => writtenAt(open) < Number.POSITIVE_INFINITY))
      .filter(({ opens }) => !mayBeForgotten(opens))
      .filter(({ card, first }) => !mayBePurged(first.min) && !stored.has(card))
      .map(({ card, opens }) => ({ about: card, entries: opens }));
  },
};

/** Nothing is left of an erased person except what may have been written later. */
export function erasure(facts: Facts): readonly Violation[] {
  const forgets = facts.history.entries.filter(
    (it): it is EntryOf<'forget'> => it.kind === 'forget' && it.type === 'ok',
  );
  return forgets.flatMap((forget) => {
    const earlier = facts.opens.filter(
      ({ call, start }) => call.patient === forget.call.patient && start < forget.start,
    );
    return leftOf(forget, facts).map((row) => ({ about: JSON.stringify(row), entries: [...earlier, forget] }));
  });
}

function leftOf(forget: EntryOf<'forget'>, facts: Facts) {
  const { openings, showings, answers } = facts.history.rows;
  const { patient } = forget.call;
  const later = facts.opens.filter((open) => open.call.patient === patient && facts.writtenAt(open) > forget.start);
  const shownLater = (card: string) => later.some(({ type, result }) => type === 'unknown' || result?.card === card);
  return [
    ...openings.filter((it) => it.patient === patient && !later.some(({ clock }) => clock === it.at)),
    ...showings.filter((it) => it.patient === patient && !shownLater(it.card)),
    ...answers.filter(({ card }) => !shownLater(card) && wasAnsweredBefore(facts.cards.get(card), forget, facts)),
  ];
}

/** Whether the card was known as this person's, and no feedback on it can have arrived after the erasure. */
function wasAnsweredBefore(card: Card | undefined, { call, start }: EntryOf<'forget'>, facts: Facts): boolean {
  if (card === undefined || card.patient !== call.patient) return false;
  const isUnknown = facts.mayBeForgotten(card.opens, start) || facts.mayBePurged(card.first.min, start);
  return !isUnknown && !card.answers.some((it) => lastEffect(it) > start);
}

/** After a purge with a correct clock, nothing is older than the retention period. */
export function retention({ history, opens }: Facts): readonly Violation[] {
  const { rows, clock, ran } = history.purged;
  if (!ran)
    return [{ about: 'the purge did not run', entries: history.entries.filter(({ kind }) => kind === 'purge') }];
  // After a long pause, a purge may measure from the opening just before it.
  const before = clock - settings.keep - second;
  const tooOld = [
    ...rows.openings.filter(({ at }) => at < before),
    ...rows.showings.filter(({ lastShown }) => lastShown < before),
    ...rows.answers.filter(({ received }) => received < before),
    // Counts are deleted by week.
    ...opens.filter(({ call, clock }) => clock < before - 7 * day && rows.counts.has(call.opening)),
  ];
  return tooOld.map((row) => ({ about: JSON.stringify(row), entries: [] }));
}
