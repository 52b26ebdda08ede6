import type { OwnVisit } from '../fhir/mappers/index.ts';
import type { DateRange, Day } from '../history/calendar.ts';

/** Days whose visits are compared. */
const reflectionDays = 90;

/** Days for which one invitation, or none, stands. */
const standsDays = 30;

/**
 * The visits that are compared on a day. What a user was invited to is stored nowhere; so the days are parted into thirties, and
 * in each of them it is the visits before its first day that count: nobody is invited more than once in 30 days, whoever
 * it is about, and an invitation does not point at the visit of a moment ago.
 */
export function reflectionRange(asOf: Day): DateRange {
  const to = asOf - (asOf % standsDays);
  return { from: to - reflectionDays, to };
}

const leastTimed = 30;
const leastUnusual = 4;
const longFactor = 1.5;
const shortShare = 1 / 3;

/** An invitation to reflect on the visits with one person, who is not named; or why there is none. */
export type Invitation =
  | {
      /** Visits with this person that ran long or ended early, and all of them. */
      readonly unusual: number;
      readonly of: number;
      /** Visits of which the usual length was made. */
      readonly timed: number;
    }
  | 'too-few-timed'
  | 'nothing-unusual';

/**
 * J1: at least four visits with one person that lasted over one and a half times the user's median or under a third of it.
 * Of several such people it is about the one with the most: one invitation at a time, and it says of nobody who they are.
 */
export function invitation(visits: readonly OwnVisit[]): Invitation {
  const timed = visits.flatMap(({ timed: isTimed, minutes }) => (isTimed && minutes !== undefined ? minutes : []));
  if (timed.length < leastTimed) return 'too-few-timed';
  const usual = median(timed);
  const isUnusual = ({ minutes }: OwnVisit) =>
    minutes !== undefined && (minutes > longFactor * usual || minutes < shortShare * usual);
  const counts = [...Map.groupBy(visits, ({ patient }) => patient).values()].map((own) => ({
    unusual: own.filter(isUnusual).length,
    of: own.length,
    timed: timed.length,
  }));
  const most = counts.reduce((a, b) => (b.unusual > a.unusual ? b : a));
  return most.unusual >= leastUnusual ? most : 'nothing-unusual';
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
