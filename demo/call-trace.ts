import { LRUCache } from 'lru-cache';
import type { AnsweredCall } from '#src/cds/service.ts';

type Held = NonNullable<AnsweredCall['opening']>['held'];

/** What the latest calls did besides returning cards, by hook instance. */
export interface CallTrace {
  readonly onAnswered: (call: AnsweredCall) => void;
  /** The findings held back in a call, and why; undefined for an unknown call. */
  heldIn(hookInstance: string): Held | undefined;
}

/** Enough for a page that asks right after its own call. */
const maxCalls = 100;

export function createCallTrace(): CallTrace {
  const calls = new LRUCache<string, Held>({ max: maxCalls });
  return {
    onAnswered: ({ hookInstance, opening }) => void calls.set(hookInstance, opening?.held ?? []),
    heldIn: (hookInstance) => calls.get(hookInstance),
  };
}
