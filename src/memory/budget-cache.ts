import { LRUCache } from 'lru-cache';
import type { Budget, BudgetQuery, ClinicianPatientPair, OpeningRecord } from '../store/store.ts';
import { addToDay, type DailyCounts, dayOf, subtract, sumSince } from './daily-counts.ts';
import { createVisitTracker } from './visit-tracker.ts';

/** Only openings of charts count towards a clinician's budget. */
export const budgetHook = 'patient-view';

/**
 * Clinicians' budgets as one process knows them: the stored budget as last read, plus this process's openings since.
 */
export interface BudgetCache {
  /** Adds an opening with this number of new cards. */
  addOpening(opening: OpeningRecord, cards: number): void;
  /** Whether the stored budget must be read again, because other replicas write too. */
  isStale(query: BudgetQuery): boolean;
  /**
   * Begins a read of the store; the returned function applies its result. `unflushed` openings are not in that result.
   */
  beginRead(query: BudgetQuery, unflushed: readonly OpeningRecord[]): (stored: Budget) => void;
  get(query: BudgetQuery): Budget;
  /** Forgets who opened this person's chart; the counts, which name nobody, stay. */
  forgetPerson(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): void;
}

/** `local` counts this process's openings, of which `localInStored` are also part of `stored`. */
interface CachedBudget {
  readonly stored: Budget;
  readonly readAt: number;
  readonly local: DailyCounts;
  readonly localInStored: DailyCounts;
}

const emptyBudget: Budget = { openings: 0, cards: 0 };
const noCounts: DailyCounts = new Map();
const neverRead: CachedBudget = {
  stored: emptyBudget,
  readAt: Number.NEGATIVE_INFINITY,
  local: noCounts,
  localInStored: noCounts,
};
const approximateBytes = { clinician: 4096, day: 100 };

/** Caches at most `maxClinicians` budgets, each for `maxAgeMs`. */
export function createBudgetCache(maxClinicians: number, maxAgeMs: number): BudgetCache {
  const entries = new LRUCache<string, CachedBudget>({
    max: maxClinicians,
    maxSize: maxClinicians * approximateBytes.clinician,
    sizeCalculation: ({ local, localInStored }, key) =>
      key.length + approximateBytes.day * (1 + local.size + localInStored.size),
  });
  const visits = createVisitTracker(maxClinicians * 4);
  /** What each opening added, for as long as the write-behind queue holds it. */
  const countsByOpening = new WeakMap<OpeningRecord, { readonly clinician: string; readonly counts: DailyCounts }>();
  const entryOf = (clinician: string) => entries.get(clinician) ?? neverRead;

  return {
    addOpening: (opening, cards) => {
      if (opening.hook !== budgetHook) return;
      const budget = { openings: visits.startsVisit(opening) ? 1 : 0, cards };
      if (budget.openings + cards === 0) return;
      const [clinician, day] = [clinicianKey(opening), dayOf(opening.at)];
      countsByOpening.set(opening, { clinician, counts: new Map([[day, budget]]) });
      const before = entryOf(clinician);
      entries.set(clinician, { ...before, local: addToDay(before.local, day, budget) });
    },
    isStale: (query) => performance.now() - entryOf(clinicianKey(query)).readAt > maxAgeMs,
    beginRead: (query, unflushed) => {
      const clinician = clinicianKey(query);
      const unflushedCounts = unflushed.flatMap((opening) => {
        const added = countsByOpening.get(opening);
        return added?.clinician === clinician ? [added.counts] : [];
      });
      const localInStored = unflushedCounts.reduce(subtract, entryOf(clinician).local);
      return (stored) =>
        entries.set(clinician, { ...entryOf(clinician), stored, readAt: performance.now(), localInStored });
    },
    get: (query) => {
      const { stored, local, localInStored } = entryOf(clinicianKey(query));
      const notStored = sumSince(subtract(local, localInStored), dayOf(query.since));
      return { openings: stored.openings + notStored.openings, cards: stored.cards + notStored.cards };
    },
    forgetPerson: visits.forgetPerson,
  };
}

function clinicianKey({ tenant, clinicians }: Pick<ClinicianPatientPair, 'tenant' | 'clinicians'>): string {
  return JSON.stringify([tenant, clinicians[0]]);
}
