import type { Store } from './store.ts';
import { wrapStore } from './wrap-store.ts';

/** A store that tracks whether its latest use succeeded. */
export interface WatchedStore extends Store {
  /** The latest use failed or timed out. Any success resets it. */
  isFailing(): boolean;
  /** Called when a caller stopped waiting for a use. */
  reportTimeout(): void;
}

/** Tracks the outcome of every use; `onFailure` receives each error. */
export function watchStore(store: Store, onFailure: (error: unknown) => void = () => {}): WatchedStore {
  let failing = false;
  const watched = wrapStore(store, async (use) => {
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
    isFailing: () => failing,
    reportTimeout: () => {
      failing = true;
    },
  };
}
