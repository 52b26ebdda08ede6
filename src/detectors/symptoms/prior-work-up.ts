import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import { isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Investigation, Referral } from '../../history/history.ts';
import type { Thresholds } from './settings.ts';
import type { Entry, History } from './symptom-entries.ts';

/** Referrals with their results, or normal test results, or both. */
export type WorkUpFacts = {
  /** Referrals of the past `years`: `withoutCause` found no cause, `withCause` a disease; the rest have no linked result. */
  readonly referrals?: number;
  readonly withoutCause?: number;
  readonly withCause?: number;
  readonly years?: number;
  /** Days soon after a symptom was noted with test results, all of them normal. */
  readonly normal?: number;
};

/** The work-up so far, as facts and as the resources and days behind them. */
export interface PriorWorkUp {
  readonly facts: WorkUpFacts;
  readonly counted: readonly string[];
  /** Days of the referrals, or of the results on the normal days, one for each. */
  readonly days: readonly Day[];
}

/** Enough referrals that found no cause, or else enough days with normal tests. */
export function priorWorkUp(
  history: History,
  symptoms: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): PriorWorkUp | undefined {
  return (
    byReferrals(history.referrals, asOf, thresholds) ?? byTests(history.investigations ?? [], symptoms, thresholds)
  );
}

/** McGorm 2010: three referrals in five years, two or more of which found no cause. */
function byReferrals(all: readonly Referral[], asOf: Day, thresholds: Thresholds): PriorWorkUp | undefined {
  const { years, minReferrals, minWithoutCause } = thresholds;
  const { from } = lastMonths(asOf, 12 * years);
  const referrals = all.filter(isDated).filter(({ day }) => day >= from);
  const hasCause = ({ results }: Referral) => results.some(({ disease }) => disease);
  const withCause = referrals.filter(hasCause);
  const withoutCause = referrals.filter((one) => one.results.length > 0 && !hasCause(one));
  if (referrals.length < minReferrals || withoutCause.length < minWithoutCause) return undefined;
  // One visit may be the result of several referrals.
  const results = [...new Set(referrals.flatMap((one) => one.results))];
  return {
    facts: {
      referrals: referrals.length,
      withoutCause: withoutCause.length,
      withCause: withCause.length,
      years,
    },
    counted: [...referrals.map(({ reference }) => reference), ...results.flatMap(({ references }) => references)],
    days: referrals.map(({ day }) => day),
  };
}

/** Counts days, since one blood count has many results: days soon after a symptom on which all results were normal. */
function byTests(
  all: readonly Investigation[],
  symptoms: readonly Entry[],
  { minNormal, testDays }: Thresholds,
): PriorWorkUp | undefined {
  const following = mergeRanges(
    symptoms.flatMap(({ day }) => (day === undefined ? [] : [{ from: day, to: day + testDays + 1 }])),
  );
  const byDay = Map.groupBy(all, ({ day }) => day);
  const normal = [...byDay].flatMap(([day, results]) =>
    day !== undefined && isInRanges(following, day) && results.every((one) => one.normal) ? [{ day, results }] : [],
  );
  if (normal.length < minNormal) return undefined;
  return {
    facts: { normal: normal.length },
    counted: normal.flatMap(({ results }) => results.map(({ reference }) => reference)),
    days: normal.flatMap(({ day, results }) => results.map(() => day)),
  };
}
