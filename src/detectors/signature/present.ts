import type { DateRange, Day } from '../../history/calendar.ts';
import type { KeptFeature, Learned } from './learn.ts';
import { scoreOf } from './learn.ts';
import { current } from './periods.ts';
import type { Thresholds } from './settings.ts';
import type { Row } from './test-features.ts';

const daysOfYear = 365.25;

/** What of a signature is there in a period. */
export interface Present {
  readonly period: DateRange;
  /** The kept signs that are there, the strongest first. */
  readonly signs: readonly KeptFeature[];
  readonly score: number;
  /** Enough of them are there, and the person’s own settled time has hardly ever matched as strongly. */
  readonly fires: boolean;
}

type Signature = Pick<Learned, 'kept' | 'settled' | 'settledScores'>;

/** What of a signature is there in the last days, up to and including today. */
export function present(learned: Learned, asOf: Day, thresholds: Thresholds): Present {
  const period = current(asOf, learned.row);
  const row = learned.features.map((feature) => feature.in(period));
  return { period, ...matching(learned, row, thresholds) };
}

/** How a period with these signs matches a signature. */
export function matching(signature: Signature, row: Row, thresholds: Thresholds): Omit<Present, 'period'> {
  const signs = signature.kept.filter(({ column }) => row[column]);
  const score = scoreOf(row, signature.kept);
  const isEnough = signs.length >= Math.min(2, signature.kept.length);
  return { signs, score, fires: isEnough && isRare(signature, score, thresholds) };
}

/** The person’s own ceiling of false alarms. */
function isRare({ settled, settledScores }: Signature, score: number, thresholds: Thresholds): boolean {
  const matches = settledScores.filter((one) => one >= score).length;
  const years = settled.reduce((sum, { from, to }) => sum + to - from, 0) / daysOfYear;
  return matches <= thresholds.maxMatching * settled.length && matches <= thresholds.maxMatchingYearly * years;
}
