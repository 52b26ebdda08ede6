import type { Day } from '../../history/calendar.ts';
import type { ClinicianKey } from '../../history/history.ts';
import { countByClinician } from '../../history/indices.ts';
import type { Visit } from '../../history/visits.ts';
import { type Silence, silent } from '../silence.ts';
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

/** Reasons why a fall is none. */
export const noFall = [
  'too-few-earlier-visits',
  'too-few-recent-visits',
  'small-fall',
  'may-be-chance',
  'someone-new',
] as const;

/** Why the usual clinician's share did not fall by more than chance explains, or why someone else has taken their place. */
export function whyNoFall(
  { earlier, recent }: Periods,
  usual: ClinicianKey,
  limits: FallLimits,
): Silence<(typeof noFall)[number]> | undefined {
  const { minEarlierVisits, minRecentVisits, minFall, maxProbability, othersShare } = limits;
  if (earlier.length < minEarlierVisits)
    return silent('too-few-earlier-visits', { visits: earlier.length, needs: minEarlierVisits });
  if (recent.length < minRecentVisits)
    return silent('too-few-recent-visits', { visits: recent.length, needs: minRecentVisits });
  const [before, now] = [shareWith(usual, earlier), shareWith(usual, recent)];
  const fall = fallOf(before, now);
  if (fall < minFall) return silent('small-fall', { fall: Math.max(0, fall), needs: minFall });
  const probability = fisherFall(before, now);
  if (probability > maxProbability) return silent('may-be-chance', { probability, most: maxProbability });
  const others = countByClinician(recent.map(({ clinician }) => clinician).filter((one) => one !== usual));
  const most = Math.max(0, ...others.values());
  return most >= othersShare * recent.length ? silent('someone-new', { visits: most, of: recent.length }) : undefined;
}

export function shareWith(clinician: ClinicianKey, visits: readonly Visit[]): Share {
  return { with: visits.filter((visit) => visit.clinician === clinician).length, of: visits.length };
}

/** Rounded, because in floating point 7/10 - 4/10 is less than 0.3. */
export function fallOf(before: Share, now: Share): number {
  return Number((before.with / before.of - now.with / now.of).toFixed(9));
}
