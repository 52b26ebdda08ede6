import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import { isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Investigation, Referral } from '../../history/history.ts';
import type { Thresholds } from './settings.ts';
import type { Entry, History } from './symptom-entries.ts';

/** Referrals with what came of them, or normal results, or both. */
export type WorkUpFacts = {
  /** Referrals of the past `years`, of which `withoutCause` found no cause and `withCause` a disease; of the rest no result is linked. */
  readonly referrals?: number;
  readonly withoutCause?: number;
  readonly withCause?: number;
  readonly years?: number;
  /** Days with results of tests, all normal, soon after a symptom was noted. */
  readonly normal?: number;
};

/** What was tried, as facts and as the resources and days that these rest on. */
export interface Tried {
  readonly facts: WorkUpFacts;
  readonly counted: readonly string[];
  /** Of the referrals, or of the results of the normal days: what the facts give the number of. */
  readonly days: readonly Day[];
}

/** Referrals that found no cause, else tests that were all normal, where they are enough. */
export function tried(
  history: History,
  symptoms: readonly Entry[],
  asOf: Day,
  thresholds: Thresholds,
): Tried | undefined {
  return (
    byReferrals(history.referrals, asOf, thresholds) ?? byTests(history.investigations ?? [], symptoms, thresholds)
  );
}

/** McGorm 2010: three referrals in five years, of which two or more found no cause. */
function byReferrals(all: readonly Referral[], asOf: Day, thresholds: Thresholds): Tried | undefined {
  const { years, minReferrals, minWithoutCause } = thresholds;
  const { from } = lastMonths(asOf, 12 * years);
  const referrals = all.filter(isDated).filter(({ day }) => day >= from);
  const hasCause = ({ results }: Referral) => results.some(({ disease }) => disease);
  const withCause = referrals.filter(hasCause);
  const withoutCause = referrals.filter((one) => one.results.length > 0 && !hasCause(one));
  if (referrals.length < minReferrals || withoutCause.length < minWithoutCause) return undefined;
  // One visit may be the result of many referrals.
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

/** Days with results soon after a symptom was noted, on each of which all were normal: one blood count has many results. */
function byTests(
  all: readonly Investigation[],
  symptoms: readonly Entry[],
  { minNormal, testDays }: Thresholds,
): Tried | undefined {
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
