import type { Day } from '../../history/calendar.ts';

interface Dated {
  readonly reference: string;
  readonly day: Day | undefined;
}

/** Orders by day, undated ones last; of one day by reference, so that the order of the record does not matter. */
export function oldestFirst(one: Dated, other: Dated): number {
  const days = (one.day ?? Number.MAX_SAFE_INTEGER) - (other.day ?? Number.MAX_SAFE_INTEGER);
  return days || (one.reference < other.reference ? -1 : one.reference > other.reference ? 1 : 0);
}
