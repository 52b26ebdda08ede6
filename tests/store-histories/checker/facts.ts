import { type Entry, type EntryOf, type History, type Kind, type Reply, settings } from '../history.ts';

/** Something that must never be, and the entries that show it. */
export interface Violation {
  readonly about: string;
  readonly entries: readonly Entry[];
}

export type Open = EntryOf<'open'>;
export type Answer = EntryOf<'answer'>;

/** A card as the clients saw it. */
export interface Card {
  readonly card: string;
  readonly patient: string;
  /** The openings that showed it, first invoked first. */
  readonly opens: readonly Open[];
  /** All that may have been taken in. */
  readonly answers: readonly Answer[];
  /** Between what times the store may have it as first shown. */
  readonly first: { readonly min: number; readonly max: number };
}

/** What can be said for certain of a history; where something may or may not have happened, both are allowed. */
export interface Facts {
  readonly history: History;
  readonly opens: readonly Open[];
  readonly cards: ReadonlyMap<string, Card>;
  /** From this place in the order on an opening is in the store for certain; infinite where it may never be. */
  writtenAt(open: Open): number;
  /**
   * One of these openings may have been forgotten with its person before `to`, a place in the order: who is forgotten is so
   * until a time, and an opening that is dated before it may come later.
   */
  mayBeForgotten(opens: readonly Open[], to?: number): boolean;
  /** What has this time may rightly have been deleted for its age, by a purge that was invoked before `to`. */
  mayBePurged(clock: number, to?: number): boolean;
  /** An answer to a card that nobody was known to have been shown waits for a day only. */
  mayBeDropped(answer: Answer): boolean;
}

const waitingTime = 24 * 60 * 60 * 1000;
/** Of one card the newest answers alone are kept. */
export const mostAnswers = 20;

export function factsOf(history: History): Facts {
  const all = <K extends Kind>(kind: K) =>
    history.entries.filter((it): it is EntryOf<K> & Entry => it.kind === kind && it.type !== 'failed');
  const [opens, forgets, flushes] = [all('open'), all('forget'), all('flush')];
  const cards = cardsOf(opens, all('answer'));
  const cutoffs = cutoffsOf(history.entries);
  const writtenAt = ({ type, process, end }: Open) =>
    type !== 'ok'
      ? Number.POSITIVE_INFINITY
      : Math.min(
          ...flushes.filter((it) => it.process === process && it.start > end && it.result?.written).map((it) => it.end),
        );
  return {
    history,
    opens,
    cards,
    writtenAt,
    mayBeForgotten: (some, to = Number.POSITIVE_INFINITY) =>
      forgets.some(
        (it) =>
          it.start < to &&
          some.some(
            ({ call, start, clock }) =>
              call.patient === it.call.patient && (lastEffect(it) > start || it.clock >= clock),
          ),
      ),
    mayBePurged: (clock, to = Number.POSITIVE_INFINITY) =>
      cutoffs.some(({ start, before }) => start < to && before > clock),
    mayBeDropped: ({ call, start, clock }) => {
      const written = Math.min(...(cards.get(call.card)?.opens ?? []).map(writtenAt));
      const late = history.entries.some((it) => it.start < written && it.clock > clock + waitingTime);
      return written > start && late;
    },
  };
}

/** A call of which nothing was heard may have its effect at any time. */
export function lastEffect({ type, end }: Entry): number {
  return type === 'unknown' ? Number.POSITIVE_INFINITY : end;
}

/** As it is stored: no time ahead of the replica's own. */
export function answeredAt({ call, clock }: Answer): number {
  return Math.min(call.at, clock);
}

/** How long an answer keeps a card quiet, and whom. */
export function silenceOf(reply: Reply): { readonly everyone: boolean; readonly time: number } {
  const { notNow, alreadyKnown, notRight } = settings.quiet;
  const forever = Number.POSITIVE_INFINITY;
  return {
    accepted: { everyone: false, time: forever },
    'not-now': { everyone: false, time: notNow },
    'already-known': { everyone: false, time: alreadyKnown },
    'not-right-for-this-person': { everyone: true, time: notRight },
    'facts-wrong': { everyone: true, time: forever },
  }[reply];
}

function cardsOf(opens: readonly Open[], answers: readonly Answer[]): ReadonlyMap<string, Card> {
  const shown = opens.filter(({ result }) => result?.card !== undefined);
  const byCard = Map.groupBy(shown, ({ result }) => result?.card ?? '');
  const cards = [...byCard].map(([card, of]): Card => {
    const { patient } = (of[0] as Open).call;
    const clinicians = of.map(({ call }) => call.clinician);
    // One of which nothing was heard may have been the first to show it.
    const lost = opens.filter(
      ({ type, call }) => type === 'unknown' && call.patient === patient && clinicians.includes(call.clinician),
    );
    const clocks = [...of, ...lost].map(({ clock }) => clock);
    const first = { min: Math.min(...clocks), max: Math.max(...clocks) };
    return { card, patient, opens: of, answers: answers.filter(({ call }) => call.card === card), first };
  });
  return new Map(cards.map((one) => [one.card, one]));
}

/**
 * Before what time each purge may have deleted: by its own clock, yet no further back than from the newest row, unless the
 * purge ran on the day before too.
 */
function cutoffsOf(entries: readonly Entry[]): readonly { readonly start: number; readonly before: number }[] {
  const purges = entries.filter(
    (it): it is EntryOf<'purge'> => it.kind === 'purge' && it.type !== 'failed' && it.result?.purged !== false,
  );
  return purges.map((purge) => {
    const rows = entries.filter((it) => (it.kind === 'open' || it.kind === 'answer') && it.start < lastEffect(purge));
    const newest = Math.max(...rows.map(({ clock }) => clock));
    const daily = purges.some(
      ({ start, clock }) => start < purge.start && clock < purge.clock && clock > purge.clock - 2 * waitingTime,
    );
    const reach = daily ? purge.clock : Math.min(purge.clock, newest);
    return { start: purge.start, before: reach - settings.keep };
  });
}
