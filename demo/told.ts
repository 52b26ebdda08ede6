import { LRUCache } from 'lru-cache';
import type { Told } from '#src/cds/service.ts';

/** What the service told of its latest answers besides the cards, by hook instance. */
export interface ToldOfCalls {
  readonly answered: (hookInstance: string, told: Told) => void;
  of(hookInstance: string): Told | undefined;
}

/** A page asks about the call that it has just made. */
const most = 100;

/** Keeps it for the page, which shows what was kept quiet and why. */
export function createTold(): ToldOfCalls {
  const calls = new LRUCache<string, Told>({ max: most });
  return {
    answered: (hookInstance, told) => void calls.set(hookInstance, told),
    of: (hookInstance) => calls.get(hookInstance),
  };
}
