import type { Day } from './calendar.ts';

/** What an entry is about that no card may touch upon. */
export type CautionKind = 'termination' | 'pregnancy' | 'birth' | 'self-harm' | 'assault' | 'domestic-abuse';

/**
 * An entry that may only silence a card, restricted or not, wherever in the record it stands: as problem, observation,
 * procedure, visit or order, by its code or as its reason.
 */
export interface Caution {
  readonly reference: string;
  readonly kinds: readonly CautionKind[];
  /** First and last day that any of its dates can mean; undefined where it has none. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** The day on which it could be known, where recorded. */
  readonly recorded: Day | undefined;
}

/** Whether an entry of one of these kinds is, or may be, of these days, both included. */
export function hasCautionWithin(
  cautions: readonly Caution[],
  kinds: readonly CautionKind[],
  first: Day,
  last: Day,
): boolean {
  return cautions.some(
    ({ kinds: own, from = first, to = last }) =>
      own.some((kind) => kinds.includes(kind)) && from <= last && to >= first,
  );
}
