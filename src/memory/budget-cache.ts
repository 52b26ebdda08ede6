import { LRUCache } from 'lru-cache';
import type { Budget, BudgetQuery, ClinicianPatientPair, OpeningRecord } from '../store/store.ts';
import { addDay, type DayCounts, dayOf, minus, sumSince } from './day-counts.ts';
import { createVisits } from './visits.ts';

/** Openings of charts alone make up a clinician's budget. */
export const budgetHook = 'patient-view';

/** Clinicians' openings and cards as one process knows them: what it last read, and what it saw since. */
export interface Budgets {
  /** Takes in an opening in which `cards` were new. */
  opened(opening: OpeningRecord, cards: number): void;
  /** What was last read is too old: other replicas write too. */
  due(asker: BudgetQuery): boolean;
  /** Begins to read the store, which does not have the openings that are `unwritten`; takes in what it tells. */
  reading(asker: BudgetQuery, unwritten: readonly OpeningRecord[]): (stored: Budget) => void;
  of(asker: BudgetQuery): Budget;
  /** Forgets who opened one person's chart; their number stays. */
  forget(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): void;
}

/** A clinician's budget as it was `stored`, with all that this process saw, of which `storedToo` is in `stored`. */
interface Known {
  readonly stored: Budget;
  readonly readAt: number;
  readonly seen: DayCounts;
  readonly storedToo: DayCounts;
}

const nothing: Budget = { openings: 0, cards: 0 };
const none: DayCounts = new Map();
const neverRead: Known = { stored: nothing, readAt: Number.NEGATIVE_INFINITY, seen: none, storedToo: none };
const bytes = { clinician: 4096, day: 100 };

/** At most `most` clinicians are known; what was read is used for `freshMs`. */
export function createBudgetCache(most: number, freshMs: number): Budgets {
  const known = new LRUCache<string, Known>({
    max: most,
    maxSize: most * bytes.clinician,
    sizeCalculation: ({ seen, storedToo }, key) => key.length + bytes.day * (1 + seen.size + storedToo.size),
  });
  const visits = createVisits(most * 4);
  /** What each opening adds, for as long as somebody else holds the opening. */
  const added = new WeakMap<OpeningRecord, { readonly clinician: string; readonly counts: DayCounts }>();
  const knownOf = (clinician: string) => known.get(clinician) ?? neverRead;

  return {
    opened: (opening, cards) => {
      if (opening.hook !== budgetHook) return;
      const budget = { openings: visits.begins(opening) ? 1 : 0, cards };
      if (budget.openings + cards === 0) return;
      const [clinician, day] = [clinicianOf(opening), dayOf(opening.at)];
      added.set(opening, { clinician, counts: new Map([[day, budget]]) });
      const before = knownOf(clinician);
      known.set(clinician, { ...before, seen: addDay(before.seen, day, budget) });
    },
    due: (asker) => performance.now() - knownOf(clinicianOf(asker)).readAt > freshMs,
    reading: (asker, unwritten) => {
      const clinician = clinicianOf(asker);
      const missing = unwritten.flatMap((opening) => {
        const one = added.get(opening);
        return one?.clinician === clinician ? [one.counts] : [];
      });
      const storedToo = missing.reduce(minus, knownOf(clinician).seen);
      return (stored) => known.set(clinician, { ...knownOf(clinician), stored, readAt: performance.now(), storedToo });
    },
    of: (asker) => {
      const { stored, seen, storedToo } = knownOf(clinicianOf(asker));
      const more = sumSince(minus(seen, storedToo), dayOf(asker.since));
      return { openings: stored.openings + more.openings, cards: stored.cards + more.cards };
    },
    forget: visits.forget,
  };
}

function clinicianOf({ tenant, clinicians }: Pick<ClinicianPatientPair, 'tenant' | 'clinicians'>): string {
  return JSON.stringify([tenant, clinicians[0]]);
}
