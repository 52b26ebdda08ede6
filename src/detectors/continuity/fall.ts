import type { Day } from '../../history/calendar.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import type { Visit } from '../../history/visits.ts';
import { fisherFall, type Share } from '../statistics.ts';

/** The earlier and the recent visits of one comparison. */
export interface Periods {
  readonly earlier: readonly Visit[];
  readonly recent: readonly Visit[];
}

/** Thresholds for a fall of the usual clinician's share. */
interface FallLimits {
  readonly minEarlierVisits: number;
  readonly minRecentVisits: number;
  readonly minFall: number;
  readonly maxProbability: number;
  readonly othersShare: number;
}

/** Splits visits into those up to and including a day, and those after it. */
export function splitAfter(counted: readonly Visit[], turn: Day): Periods {
  return { earlier: counted.filter(({ day }) => day <= turn), recent: counted.filter(({ day }) => day > turn) };
}

/** The usual clinician's share fell by more than chance explains, and nobody else has taken their place. */
export function hasFallen({ earlier, recent }: Periods, usual: ClinicianKey, limits: FallLimits): boolean {
  if (earlier.length < limits.minEarlierVisits || recent.length < limits.minRecentVisits) return false;
  const [before, now] = [shareWith(usual, earlier), shareWith(usual, recent)];
  if (fallOf(before, now) < limits.minFall || fisherFall(before, now) > limits.maxProbability) return false;
  return ![...countByClinician(recent.map(({ clinician }) => clinician))].some(
    ([clinician, count]) => clinician !== usual && count >= limits.othersShare * recent.length,
  );
}

export function shareWith(clinician: ClinicianKey, visits: readonly Visit[]): Share {
  return { with: visits.filter((visit) => visit.clinician === clinician).length, of: visits.length };
}

/** Rounded, because in floating point 7/10 - 4/10 is less than 0.3. */
export function fallOf(before: Share, now: Share): number {
  return Number((before.with / before.of - now.with / now.of).toFixed(9));
}
