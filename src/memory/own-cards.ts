import pTimeout from 'p-timeout';
import type { OpeningRecord, OwnCard, OwnCardsQuery, Store } from '../store/store.ts';

/** The cards first shown to one clinician after an instant; undefined where the store cannot be read. Never rejects. */
export type ReadOwnCards = (query: OwnCardsQuery) => Promise<readonly OwnCard[] | undefined>;

/** Nobody works behind this page but its reader: it may wait longer than a chart. */
const timeoutMs = 3000;

/** Reads them from the store, together with those of openings that this process has not written yet. */
export function createOwnCards(
  store: Pick<Store, 'readOwnCards'>,
  unflushed: () => readonly OpeningRecord[],
): ReadOwnCards {
  return async (query) => {
    // Taken first: what is written meanwhile is then in both, and counts once.
    const waiting = unflushed().filter((opening) => isOwn(opening, query));
    const reading = store.readOwnCards(query).catch(() => undefined);
    const stored = await pTimeout(reading, { milliseconds: timeoutMs, message: false });
    if (stored === undefined) return undefined;
    const cards = new Map(stored.map((one) => [one.card, one]));
    for (const { card, code } of waiting.flatMap(({ shown }) => shown)) cards.set(card, { card, code });
    return [...cards.values()];
  };
}

function isOwn(opening: OpeningRecord, { tenant, clinicians, since }: OwnCardsQuery): boolean {
  const { at } = opening;
  return opening.tenant === tenant && at > since && opening.clinicians.some((one) => clinicians.includes(one));
}
