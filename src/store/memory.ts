import { setTimeout as wait } from 'node:timers/promises';
import { createRecollection } from './recollection.ts';
import type { Recorder } from './recorder.ts';
import type { Answer, Budget, Opening, Question, Showing, Store } from './store.ts';

/** The store as one process sees it: with what it has not yet written down, and while the store can't be read. */
export interface Memory {
  /** Never rejects, and waits only for so long. */
  of(question: Question): Promise<Recalled>;
  /** Remembers an opening at once, and writes it down later. */
  record(opening: Opening): void;
  /** Durable once this resolves. */
  feedback(answers: readonly Answer[]): Promise<void>;
  /** Forgets what was shown about one person. */
  forget(person: Pick<Opening, 'tenant' | 'patient'>): Promise<void>;
}

export interface Recalled {
  /** All cards known to have been shown about this person in this tenant, first shown first. */
  readonly showings: readonly Showing[];
  /** Undefined where it can't be known. */
  readonly budget: Budget | undefined;
  /** False where the store could not be read: then these are only the cards that this process knows of. */
  readonly whole: boolean;
}

interface MemoryLimits {
  /** A slower answer of the store is not waited for. */
  readonly timeoutMs: number;
  /** After a failure the store is not asked for so long. */
  readonly pauseMs: number;
  /** So many people are remembered without the store. */
  readonly people: number;
}

const usual: MemoryLimits = { timeoutMs: 150, pauseMs: 1000, people: 5000 };

export function createMemory(store: Store, recorder: Recorder, limits: Partial<MemoryLimits> = {}): Memory {
  const { timeoutMs, pauseMs, people } = { ...usual, ...limits };
  const recollection = createRecollection(people);
  let askAgainAt = 0;

  const ask = async (question: Question) => {
    if (performance.now() < askAgainAt) return undefined;
    const enough = new AbortController();
    const late = wait(timeoutMs, undefined, { signal: enough.signal }).catch(() => undefined);
    const asked = store.memoryOf(question).catch(() => undefined);
    const told = await Promise.race([asked, late]);
    enough.abort();
    if (told === undefined) askAgainAt = performance.now() + pauseMs;
    return told;
  };

  return {
    of: async (question) => {
      const told = await ask(question);
      if (told !== undefined) recollection.read(question, told);
      return { ...recollection.of(question), whole: told !== undefined };
    },
    record: (opening) => {
      recollection.opened(opening);
      recorder.record(opening);
    },
    feedback: async (answers) => {
      await store.feedback(answers);
      recollection.answered(answers);
    },
    forget: async (person) => {
      // What waits to be written down would bring it back.
      await recorder.flush(timeoutMs);
      await store.forget(person);
      recollection.forget(person);
    },
  };
}
