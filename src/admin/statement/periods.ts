/** Four weeks whose counts are printed, once and for all. Ms since 1970. */
export interface Period {
  /** A Monday, 00:00 UTC. */
  readonly from: number;
  /** The Monday after its last week. */
  readonly until: number;
  /** No card of the period is answered before it; a day more for clocks that differ. */
  readonly answeredFrom: number;
  /** Answers that arrive later are counted nowhere, since they would change what was printed. */
  readonly answeredBefore: number;
}

const day = 24 * 60 * 60 * 1000;
export const weekMs = 7 * day;
const periodMs = 4 * weekMs;
/** 1 January 1970 was a Thursday. */
const firstMonday = 4 * day;
/** As many as make up a year. */
const most = 13;

/**
 * The periods that are printed, oldest first: those that ended a week ago and of which nothing has been deleted yet. They begin
 * on the same days everywhere and never overlap, and none changes once it is printed: so neither two readings nor two ranges
 * can be subtracted from each other.
 * @param oldest what is older than this may have been deleted
 */
export function printedPeriods(now: number, oldest: number): readonly Period[] {
  const last = periodOf(now - weekMs) - periodMs;
  const starts = Array.from({ length: most }, (_, i) => last - (most - 1 - i) * periodMs);
  return starts.filter((from) => from >= oldest).map(periodFrom);
}

/** When the next period is printed. */
export function nextPrinting(now: number): number {
  return periodFrom(periodOf(now - weekMs)).answeredBefore;
}

/** The weeks, oldest first, whose openings are printed before their period is: those that ended a day ago. */
export function weeksSince(from: number, now: number): readonly number[] {
  const count = Math.max(0, Math.floor((now - day - from) / weekMs));
  return Array.from({ length: count }, (_, i) => from + i * weekMs);
}

/** The start of the period of an instant. */
export function periodOf(at: number): number {
  return firstMonday + Math.floor((at - firstMonday) / periodMs) * periodMs;
}

function periodFrom(from: number): Period {
  const until = from + periodMs;
  return { from, until, answeredFrom: from - day, answeredBefore: until + weekMs };
}
