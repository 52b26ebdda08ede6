import { LRUCache } from 'lru-cache';
import type { Told } from '#src/cds/service.ts';

/** What came of the latest calls besides their cards, by hook instance. */
export interface CallTrace {
  readonly onAnswered: (hookInstance: string, told: Told) => void;
  of(hookInstance: string): Told | undefined;
}

/** A page asks about the call that it has just made. */
const most = 100;

/** Remembers the latest calls for the page, which shows what was held back and why. */
export function createCallTrace(): CallTrace {
  const calls = new LRUCache<string, Told>({ max: most });
  return {
    onAnswered: (hookInstance, told) => void calls.set(hookInstance, told),
    of: (hookInstance) => calls.get(hookInstance),
  };
}
