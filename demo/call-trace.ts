import { LRUCache } from 'lru-cache';
import type { AnsweredCall } from '#src/cds/service.ts';

type Held = NonNullable<AnsweredCall['opening']>['held'];

/** What came of the latest calls besides their cards, by hook instance. */
export interface CallTrace {
  readonly onAnswered: (call: AnsweredCall) => void;
  /** What was held back in a call, and why; undefined where the call is not known. */
  heldIn(hookInstance: string): Held | undefined;
}

/** A page asks about the call that it has just made. */
const most = 100;

/** Remembers the latest calls for the page, which shows what was held back and why. */
export function createCallTrace(): CallTrace {
  const calls = new LRUCache<string, Held>({ max: most });
  return {
    onAnswered: ({ hookInstance, opening }) => void calls.set(hookInstance, opening?.held ?? []),
    heldIn: (hookInstance) => calls.get(hookInstance),
  };
}
