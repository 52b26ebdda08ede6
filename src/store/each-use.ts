import type { Store } from './store.ts';

/** A store of which each use, but its closing, goes through `around`. */
export function eachUse(store: Store, around: <T>(use: () => Promise<T>) => Promise<T>): Store {
  const wrap =
    <A extends unknown[], R>(method: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> =>
      around(() => method(...given));
  return {
    useToken: wrap(store.useToken),
    showingsOf: wrap(store.showingsOf),
    budgetOf: wrap(store.budgetOf),
    record: wrap(store.record),
    feedback: wrap(store.feedback),
    summary: wrap(store.summary),
    answeredWith: wrap(store.answeredWith),
    purge: wrap(store.purge),
    upkeep: wrap(store.upkeep),
    forget: wrap(store.forget),
    check: wrap(store.check),
    close: store.close,
  };
}
