import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import { isInRanges, mergeRanges } from '../../history/date-ranges.ts';
import type { Investigation, Referral } from '../../history/history.ts';
import { type Silence, silent } from '../silence.ts';
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
): PriorWorkUp | Silence<'too-little-work-up'> {
  const { minReferrals, minWithoutCause, minNormal } = thresholds;
  const { referrals, withCause, withoutCause } = referralsOf(history.referrals, asOf, thresholds);
  if (referrals.length >= minReferrals && withoutCause.length >= minWithoutCause)
    return byReferrals(referrals, { withoutCause: withoutCause.length, withCause: withCause.length, ...thresholds });
  const normal = normalDays(history.investigations ?? [], symptoms, thresholds);
  if (normal.length >= minNormal) return byTests(normal);
  return silent('too-little-work-up', {
    referrals: referrals.length,
    needsReferrals: minReferrals,
    withoutCause: withoutCause.length,
    needsWithoutCause: minWithoutCause,
    normal: normal.length,
    needsNormal: minNormal,
  });
}

/** McGorm 2010: three referrals in five years, two or more of which found no cause. */
function referralsOf(all: readonly Referral[], asOf: Day, { years }: Thresholds) {
  const { from } = lastMonths(asOf, 12 * years);
  const referrals = all.filter(isDated).filter(({ day }) => day >= from);
  const hasCause = ({ results }: Referral) => results.some(({ disease }) => disease);
  return {
    referrals,
    withCause: referrals.filter(hasCause),
    withoutCause: referrals.filter((one) => one.results.length > 0 && !hasCause(one)),
  };
}

function byReferrals(
  referrals: readonly (Referral & { readonly day: Day })[],
  { withoutCause, withCause, years }: Required<Pick<WorkUpFacts, 'withoutCause' | 'withCause' | 'years'>>,
): PriorWorkUp {
  // One visit may be the result of several referrals.
  const results = [...new Set(referrals.flatMap((one) => one.results))];
  return {
    facts: { referrals: referrals.length, withoutCause, withCause, years },
    counted: [...referrals.map(({ reference }) => reference), ...results.flatMap(({ references }) => references)],
    days: referrals.map(({ day }) => day),
  };
}

interface NormalDay {
  readonly day: Day;
  readonly results: readonly Investigation[];
}

/** Counts days, since one blood count has many results: days soon after a symptom on which all results were normal. */
function normalDays(
  all: readonly Investigation[],
  symptoms: readonly Entry[],
  { testDays }: Thresholds,
): readonly NormalDay[] {
  const following = mergeRanges(
    symptoms.flatMap(({ day }) => (day === undefined ? [] : [{ from: day, to: day + testDays + 1 }])),
  );
  const byDay = Map.groupBy(all, ({ day }) => day);
  return [...byDay].flatMap(([day, results]) =>
    day !== undefined && isInRanges(following, day) && results.every((one) => one.normal) ? [{ day, results }] : [],
  );
}

function byTests(normal: readonly NormalDay[]): PriorWorkUp {
  return {
    facts: { normal: normal.length },
    counted: normal.flatMap(({ results }) => results.map(({ reference }) => reference)),
    days: normal.flatMap(({ day, results }) => results.map(() => day)),
  };
}
