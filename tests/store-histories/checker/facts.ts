import { type Entry, type EntryOf, type History, type Kind, type Reply, settings } from '../history.ts';

/** A violation, and the entries that show it. */
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
  /** The openings that showed it, in order of invocation. */
  readonly opens: readonly Open[];
  /** All feedback that may have been accepted. */
  readonly answers: readonly Answer[];
  /** Bounds of the first showing as stored. */
  readonly first: { readonly min: number; readonly max: number };
}

/** What is certain about a history; where something may or may not have happened, both are allowed. */
export interface Facts {
  readonly history: History;
  readonly opens: readonly Open[];
  readonly cards: ReadonlyMap<string, Card>;
  /** From this position on the opening is certainly in the store; infinite if it may never be. */
  writtenAt(open: Open): number;
  /**
   * Whether one of these openings may have been erased before position `to`: an erasure also covers openings dated
   * before it that are written later.
   */
  mayBeForgotten(opens: readonly Open[], to?: number): boolean;
  /** Whether data of this time may have been purged for its age before position `to`. */
  mayBePurged(clock: number, to?: number): boolean;
  /** Feedback on an unknown card waits for only a day. */
  mayBeDropped(answer: Answer): boolean;
}

const pendingMs = 24 * 60 * 60 * 1000;
/** Feedback items stored per card. */
export const maxFeedbackPerCard = 20;

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
      const late = history.entries.some((it) => it.start < written && it.clock > clock + pendingMs);
      return written > start && late;
    },
  };
}

/** A call without a response may take effect at any time. */
export function lastEffect({ type, end }: Entry): number {
  return type === 'unknown' ? Number.POSITIVE_INFINITY : end;
}

/** The time as stored: never ahead of the replica's clock. */
export function answeredAt({ call, clock }: Answer): number {
  return Math.min(call.at, clock);
}

/** How long feedback silences a card, and for whom. */
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
    // An opening without a response may have been the first to show it.
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
 * The time before which each purge may have deleted: measured by its own clock, but no later than the newest row,
 * unless a purge ran on the day before too.
 */
function cutoffsOf(entries: readonly Entry[]): readonly { readonly start: number; readonly before: number }[] {
  const purges = entries.filter(
    (it): it is EntryOf<'purge'> => it.kind === 'purge' && it.type !== 'failed' && it.result?.purged !== false,
  );
  return purges.map((purge) => {
    const rows = entries.filter((it) => (it.kind === 'open' || it.kind === 'answer') && it.start < lastEffect(purge));
    const newest = Math.max(...rows.map(({ clock }) => clock));
    const daily = purges.some(
      ({ start, clock }) => start < purge.start && clock < purge.clock && clock > purge.clock - 2 * pendingMs,
    );
    const reach = daily ? purge.clock : Math.min(purge.clock, newest);
    return { start: purge.start, before: reach - settings.keep };
  });
}
