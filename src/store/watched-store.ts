import { eachUse } from './each-use.ts';
import type { Store } from './store.ts';

/** A store that knows how its latest use ended. */
export interface WatchedStore extends Store {
  /** The latest use failed, or was given up. Any success ends it. */
  failing(): boolean;
  /** A use was not waited for any longer. */
  gaveUp(): void;
}

/** Watches all uses of a store; `onFailure` is called with the error of each that fails. */
export function watchStore(store: Store, onFailure: (error: unknown) => void = () => {}): WatchedStore {
  let failing = false;
  const watched = eachUse(store, async (use) => {
    try {
      const result = await use();
      failing = false;
      return result;
    } catch (error) {
      failing = true;
      onFailure(error);
      throw error;
    }
  });
  return {
    ...watched,
    failing: () => failing,
    gaveUp: () => {
      failing = true;
    },
  };
}
