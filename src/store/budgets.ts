import { LRUCache } from 'lru-cache';
import type { Asker, Budget, Opening } from './store.ts';

/** Clinicians' openings and cards as one process knows them: what it last read, and what it saw since. */
export interface Budgets {
  /** Takes in an opening in which so many cards were new. */
  opened(opening: Opening, cards: number): void;
  /** What was last read is too old: other replicas write too. */
  due(asker: Asker): boolean;
  /** Takes in what the store told; `asked` is when, and `missing` are the openings that were not yet written then. */
  read(asker: Asker, told: Budget, asked: number, missing: ReadonlySet<Opening>): void;
  of(asker: Asker): Budget;
}

interface Known {
  readonly told: Budget;
  readonly readAt: number;
  readonly since: readonly Seen[];
}

interface Seen extends Budget {
  readonly opening: Opening;
  readonly at: number;
}

const nothing: Budget = { openings: 0, cards: 0 };
const neverRead: Known = { told: nothing, readAt: Number.NEGATIVE_INFINITY, since: [] };
/** While the store is down for long the oldest may go. */
const mostSeen = 1000;

/** So many clinicians are known at most; what was read is used for so many ms. */
export function createBudgets(most: number, freshMs: number): Budgets {
  const known = new LRUCache<string, Known>({ max: most });
  const visits = new LRUCache<string, number>({ max: most * 4 });

  const begins = ({ tenant, hook, patient, clinicians, at, visit }: Opening) => {
    const keys = clinicians.map((clinician) => JSON.stringify([tenant, hook, patient, clinician]));
    const begun = keys.map((key) => visits.get(key)).find((from) => from !== undefined && Math.abs(at - from) < visit);
    for (const key of keys) visits.set(key, begun ?? at);
    return begun === undefined;
  };

  return {
    opened: (opening, cards) => {
      const { told, readAt, since } = known.get(keyOf(opening)) ?? neverRead;
      const seen = { opening, at: performance.now(), openings: begins(opening) ? 1 : 0, cards };
      if (seen.openings + seen.cards === 0) return;
      known.set(keyOf(opening), { told, readAt, since: [...since.slice(1 - mostSeen), seen] });
    },
    due: (asker) => performance.now() - (known.get(keyOf(asker)) ?? neverRead).readAt > freshMs,
    read: (asker, told, asked, missing) => {
      const { since } = known.get(keyOf(asker)) ?? neverRead;
      const untold = since.filter(({ opening, at }) => at >= asked || missing.has(opening));
      known.set(keyOf(asker), { told, readAt: performance.now(), since: untold });
    },
    of: (asker) => {
      const { told, since } = known.get(keyOf(asker)) ?? neverRead;
      return since.reduce((sum, { openings, cards }) => add(sum, { openings, cards }), told);
    },
  };
}

function keyOf({ tenant, hook, clinicians }: Pick<Asker, 'tenant' | 'hook' | 'clinicians'>): string {
  return JSON.stringify([tenant, hook, clinicians[0]]);
}

function add(one: Budget, other: Budget): Budget {
  return { openings: one.openings + other.openings, cards: one.cards + other.cards };
}
