import type { Piscina } from 'piscina';

type Balancer = NonNullable<Piscina['options']['loadBalancer']>;

/** A worker that has answered nothing for this long although it has calls may be busy with one of them for long. */
const silentMs = 50;
/** More than a worker ever has. */
const mostCalls = 1_000_000;

/**
 * Chooses the worker with the fewest calls, but one that has been silent for {@link silentMs} only if all are, and then the
 * one that answered last. (piscina's own balancer gives a worker one call at a time where calls can be ended.)
 * @param now ms that only grow
 */
export function leastBusy(now: () => number) {
  /** Since when each worker, by its id, owes an answer. */
  const since = new Map<number, number>();
  const choose: Balancer = (_task, workers) => {
    const load = ({ id, currentUsage }: Parameters<Balancer>[1][number]) => {
      if (currentUsage === 0) return 0;
      const silence = now() - (since.get(id) ?? 0);
      if (silence > silentMs) return mostCalls + silence;
      // piscina says Infinity of a worker with one call that can be ended.
      return currentUsage === Number.POSITIVE_INFINITY ? 1 : currentUsage;
    };
    const [first, ...others] = workers;
    if (first === undefined) return null;
    const chosen = others.reduce((least, one) => (load(one) < load(least) ? one : least), first);
    if (chosen.currentUsage === 0) since.set(chosen.id, now());
    return chosen;
  };
  return {
    choose,
    /** Call this for each answer of a worker. */
    answered: (id: number) => void since.set(id, now()),
    /** Call this when a worker has ended. */
    ended: (id: number) => void since.delete(id),
  };
}
