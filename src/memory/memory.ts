import type {
  Budget,
  BudgetQuery,
  CardFeedback,
  CardShowing,
  ClinicianPatientPair,
  Erased,
  OpeningRecord,
} from '../store/store.ts';
import type { WatchedStore } from '../store/watched-store.ts';
import { withTimeoutAndBackOff } from './bounded-read.ts';
import { createRetiredCache } from './retired-cache.ts';
import { createShownMemory } from './shown-memory.ts';
import { createSilentOpenings } from './silent-openings.ts';
import type { WriteBehind } from './write-behind.ts';

/**
 * The store as seen by one process: it includes openings not yet written, and falls back to what this process knows
 * while the store cannot be read.
 */
export interface Memory {
  /** Never rejects and waits at most `timeoutMs`; after the signal aborts, only a few milliseconds. */
  recall(query: MemoryQuery, signal?: AbortSignal): Promise<MemorySnapshot>;
  /** Makes an opening visible at once and queues it for writing. */
  record(opening: OpeningRecord): void;
  /**
   * Durable once this resolves to `saved`. `no-room` means nothing was saved, because too much feedback waits for
   * unknown cards.
   */
  saveFeedback(items: readonly CardFeedback[]): Promise<'saved' | 'no-room'>;
  /** Erases one person from the store and from this process. Durable once this resolves. */
  erase(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): Promise<Erased>;
}

/** What the quieting rules need to know about one opening of a chart. */
export interface MemoryQuery extends ClinicianPatientPair, BudgetQuery {
  /** The patient's pseudonym under the previous key, while both keys are in use. */
  readonly formerPatient?: string | undefined;
  /** Whether to recall also what would have been shown. */
  readonly withSilent?: boolean;
}

export interface MemorySnapshot {
  /** All cards known to have been shown about this patient in this tenant, ordered by first showing. */
  readonly showings: readonly CardShowing[];
  readonly budget: Budget;
  /** Codes of the detections that are retired in this tenant. */
  readonly retired: ReadonlySet<string>;
  /** False if the store could not be read, so that this holds only what this process knows. */
  readonly complete: boolean;
  /** What would have been shown, and how many new cards; undefined where it was not asked for. */
  readonly silent?: Pick<MemorySnapshot, 'showings' | 'budget'> | undefined;
}

interface MemoryLimits {
  /** Timeout of reads from the store. */
  readonly timeoutMs: number;
  /** After a failure the store is not read for this long. */
  readonly backOffMs: number;
  /** How many patients, and how many clinicians, are cached. */
  readonly maxEntries: number;
  /** A cached budget is read again after this time; in between, this process adds its own openings. */
  readonly maxBudgetAgeMs: number;
}

const defaults: MemoryLimits = { timeoutMs: 300, backOffMs: 1000, maxEntries: 5000, maxBudgetAgeMs: 5000 };

/** `onUnread` is called for each snapshot that is not complete. */
export function createMemory(
  store: WatchedStore,
  writeBehind: Pick<WriteBehind, 'record' | 'unflushed' | 'flush'>,
  limits: Partial<MemoryLimits> = {},
  onUnread: () => void = () => {},
): Memory {
  const { maxEntries, maxBudgetAgeMs, ...readLimits } = { ...defaults, ...limits };
  const retiredCache = createRetiredCache(store);
  const shown = createShownMemory({ ...store, unflushed: writeBehind.unflushed }, { maxEntries, maxBudgetAgeMs });
  const silentIn = createSilentOpenings();
  const silently = createShownMemory(
    {
      readShowings: store.readSilentShowings,
      readBudget: (query) => store.readBudget({ ...query, silent: true }),
      unflushed: () => writeBehind.unflushed().flatMap((opening) => silentIn(opening) ?? []),
    },
    { maxEntries, maxBudgetAgeMs },
  );
  const read = withTimeoutAndBackOff(readLimits, store.reportTimeout, async (query: MemoryQuery) => {
    const { tenant, withSilent } = query;
    await Promise.all([shown.read(query), retiredCache.read(tenant), withSilent && silently.read(query)]);
  });

  return {
    recall: async (query, signal) => {
      const complete = await read(query, signal);
      if (!complete) onUnread();
      const silent = query.withSilent ? silently.get(query) : undefined;
      return { ...shown.get(query), retired: retiredCache.get(query.tenant), complete, ...(silent && { silent }) };
    },
    record: (opening) => {
      shown.record(opening);
      const silent = silentIn(opening);
      if (silent !== undefined) silently.record(silent);
      writeBehind.record(opening);
    },
    saveFeedback: async (items) => {
      const result = await store.saveFeedback(items);
      // Of what was silent nobody saw a card: feedback that names one of those is feedback on an unknown card.
      if (result === 'saved') shown.applyFeedback(items);
      return result;
    },
    erase: async (person) => {
      // Write queued openings first, so that they are counted as erased. Whatever cannot be written now is dropped on
      // arrival.
      await writeBehind.flush(readLimits.timeoutMs);
      const erased = await store.erase({ ...person, openedUpTo: Date.now() });
      shown.forgetPerson(person);
      silently.forgetPerson(person);
      return erased;
    },
  };
}
