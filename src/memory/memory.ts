import type {
  Answer,
  Budget,
  BudgetQuery,
  CardShowing,
  ClinicianPatientPair,
  Erased,
  OpeningRecord,
} from '../store/store.ts';
import type { WatchedStore } from '../store/watched-store.ts';
import { createBudgetCache } from './budget-cache.ts';
import { createShowingsCache } from './showings-cache.ts';
import type { WriteBehind } from './write-behind.ts';

/** The store as one process sees it: with what it has not yet written down, and while the store can't be read. */
export interface Memory {
  /** Never rejects, and waits only for so long; once the signal aborts, hardly at all. */
  of(question: MemoryQuery, signal?: AbortSignal): Promise<MemoryAnswer>;
  /** Remembers an opening at once, and writes it down later. */
  record(opening: OpeningRecord): void;
  /** Durable once this resolves to `kept`; nothing is kept where too many answers wait for their card. */
  feedback(answers: readonly Answer[]): Promise<'kept' | 'no-room'>;
  /** Forgets one person, in the store and here. Durable once this resolves. */
  forget(person: Pick<ClinicianPatientPair, 'tenant' | 'patient'>): Promise<Erased>;
}

/** Everything that decides what is kept quiet at one opening of a chart. */
export interface MemoryQuery extends ClinicianPatientPair, BudgetQuery {
  /** The patient's pseudonym under the key of before, while there is one. */
  readonly formerPatient?: string | undefined;
}

export interface MemoryAnswer {
  /** All cards known to have been shown about this person in this tenant, first shown first. */
  readonly showings: readonly CardShowing[];
  readonly budget: Budget;
  /** False where the store could not be read: then this is only what this process knows of. */
  readonly complete: boolean;
}

interface MemoryLimits {
  /** A slower answer of the store is not waited for. */
  readonly timeoutMs: number;
  /** After a failure the store is not asked for so long. */
  readonly pauseMs: number;
  /** So many people, and so many clinicians, are remembered without the store. */
  readonly people: number;
  /** A clinician's budget is read again after so long; what this process sees in between is added. */
  readonly budgetMs: number;
}

/** What is left of a call whose reads have been aborted. */
const hurriedMs = 15;

const usual: MemoryLimits = { timeoutMs: 300, pauseMs: 1000, people: 5000, budgetMs: 5000 };

export function createMemory(
  store: WatchedStore,
  recorder: Pick<WriteBehind, 'record' | 'unwritten' | 'flush'>,
  limits: Partial<MemoryLimits> = {},
): Memory {
  const { people, budgetMs, ...patience } = { ...usual, ...limits };
  const recollection = createShowingsCache(people);
  const budgets = createBudgetCache(people, budgetMs);

  const readBudget = async (question: MemoryQuery) => {
    if (!budgets.due(question)) return;
    const takeIn = budgets.reading(question, recorder.unwritten());
    takeIn(await store.budgetOf(question));
  };
  const readShowings = async (question: MemoryQuery) => {
    const { formerPatient } = question;
    const unwritten = recorder.unwritten();
    const about = formerPatient === undefined ? [question] : [question, { ...question, patient: formerPatient }];
    const showings = await Promise.all(about.map((one) => store.showingsOf(one)));
    recollection.read(question, showings.flat(), [...unwritten, ...recorder.unwritten()]);
  };
  const read = withPatience(patience, store.gaveUp, async (question: MemoryQuery) => {
    await Promise.all([readShowings(question), readBudget(question)]);
  });

  return {
    of: async (question, signal) => {
      const complete = await read(question, signal);
      return { showings: recollection.of(question), budget: budgets.of(question), complete };
    },
    record: (opening) => {
      budgets.opened(opening, recollection.opened(opening));
      recorder.record(opening);
    },
    feedback: async (answers) => {
      const result = await store.feedback(answers);
      if (result === 'kept') recollection.answered(answers);
      return result;
    },
    forget: async (person) => {
      // So that it is counted; what can't be written down now is left out when it can.
      await recorder.flush(patience.timeoutMs);
      const erased = await store.forget({ ...person, openedUntil: Date.now() });
      recollection.forget(person);
      budgets.forget(person);
      return erased;
    },
  };
}

/** Reads that are not waited for too long, and not tried again at once after one failed; each tells whether it was done. */
function withPatience(
  { timeoutMs, pauseMs }: Pick<MemoryLimits, 'timeoutMs' | 'pauseMs'>,
  onLate: () => void,
  work: (question: MemoryQuery) => Promise<void>,
) {
  let askAgainAt = 0;
  return async (question: MemoryQuery, signal?: AbortSignal): Promise<boolean> => {
    if (performance.now() < askAgainAt) return false;
    const reading = work(question).then(
      () => true,
      () => false,
    );
    const done = await within(signal?.aborted ? hurriedMs : timeoutMs, reading, signal);
    if (done) return true;
    askAgainAt = performance.now() + pauseMs;
    onLate();
    return false;
  };
}

/** False where it takes longer; after the signal aborts only a moment is left. */
async function within(ms: number, work: Promise<boolean>, signal?: AbortSignal): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  let timer = setTimeout(() => resolve(false), ms);
  const hurry = () => {
    clearTimeout(timer);
    timer = setTimeout(() => resolve(false), Math.min(ms, hurriedMs));
  };
  signal?.addEventListener('abort', hurry, { once: true });
  const result = await Promise.race([work, late]);
  signal?.removeEventListener('abort', hurry);
  clearTimeout(timer);
  return result;
}
