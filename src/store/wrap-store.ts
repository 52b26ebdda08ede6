import type { Store } from './store.ts';

/** Wraps every method of a store but `close` in `around`. */
export function wrapStore(store: Store, around: <T>(use: () => Promise<T>) => Promise<T>): Store {
  const wrap =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      around(() => method(...args));
  return {
    useToken: wrap(store.useToken),
    readShowings: wrap(store.readShowings),
    readSilentShowings: wrap(store.readSilentShowings),
    readBudget: wrap(store.readBudget),
    readOwnCards: wrap(store.readOwnCards),
    record: wrap(store.record),
    saveFeedback: wrap(store.saveFeedback),
    summary: wrap(store.summary),
    countAnswersByReason: wrap(store.countAnswersByReason),
    readRetired: wrap(store.readRetired),
    listRetirements: wrap(store.listRetirements),
    wake: wrap(store.wake),
    purge: wrap(store.purge),
    readUpkeep: wrap(store.readUpkeep),
    erase: wrap(store.erase),
    check: wrap(store.check),
    close: store.close,
  };
}
