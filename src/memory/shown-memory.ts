import type {
  Budget,
  BudgetQuery,
  CardFeedback,
  CardShowing,
  ClinicianPatientPair,
  OpeningRecord,
  Store,
} from '../store/store.ts';
import { createBudgetCache } from './budget-cache.ts';
import { createShowingsCache } from './showings-cache.ts';

/** Where showings and budgets are read, and the openings that are not written there yet. */
export interface ShownSource extends Pick<Store, 'readShowings' | 'readBudget'> {
  readonly unflushed: () => readonly OpeningRecord[];
}

/** The chart that is opened, and by whom. */
interface Query extends ClinicianPatientPair, BudgetQuery {
  /** The patient's pseudonym under the previous key, while both keys are in use. */
  readonly formerPatient?: string | undefined;
}

/** Cards shown and clinicians' budgets as one process knows them, on top of what is stored. */
export interface ShownMemory {
  /** Reads from the store what is due. */
  read(query: Query): Promise<void>;
  get(query: Query): { readonly showings: readonly CardShowing[]; readonly budget: Budget };
  record(opening: OpeningRecord): void;
  applyFeedback(items: readonly CardFeedback[]): void;
  forgetPerson(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): void;
}

/** Caches as many patients and clinicians, and each budget for this long. */
export function createShownMemory(
  { readShowings, readBudget, unflushed }: ShownSource,
  { maxEntries, maxBudgetAgeMs }: { readonly maxEntries: number; readonly maxBudgetAgeMs: number },
): ShownMemory {
  const showings = createShowingsCache(maxEntries);
  const budgets = createBudgetCache(maxEntries, maxBudgetAgeMs);

  const updateBudget = async (query: Query) => {
    if (!budgets.isStale(query)) return;
    const applyBudget = budgets.beginRead(query, unflushed());
    applyBudget(await readBudget(query));
  };
  const updateShowings = async (query: Query) => {
    const { formerPatient } = query;
    const before = unflushed();
    const people = formerPatient === undefined ? [query] : [query, { ...query, patient: formerPatient }];
    const stored = await Promise.all(people.map((person) => readShowings(person)));
    showings.replaceWithStored(query, stored.flat(), [...before, ...unflushed()]);
  };

  return {
    read: async (query) => {
      await Promise.all([updateShowings(query), updateBudget(query)]);
    },
    get: (query) => ({ showings: showings.get(query), budget: budgets.get(query) }),
    record: (opening) => budgets.addOpening(opening, showings.addOpening(opening)),
    applyFeedback: showings.applyFeedback,
    forgetPerson: (person) => {
      showings.delete(person);
      budgets.forgetPerson(person);
    },
  };
}
