import type { DateRange, Day } from '../../history/calendar.ts';
import { type Learned, type SelectedFeature, scoreOf } from './learn.ts';
import { current } from './periods.ts';
import type { Thresholds } from './settings.ts';
import type { Row } from './test-features.ts';

const daysOfYear = 365.25;

/** How a period matches a signature. */
export interface Present {
  readonly period: DateRange;
  /** The signs of the signature that are present, strongest first. */
  readonly signs: readonly SelectedFeature[];
  readonly score: number;
  /** Enough signs are present, and the person’s own settled time has hardly ever matched as strongly. */
  readonly fires: boolean;
}

type Signature = Pick<Learned, 'selected' | 'settled' | 'settledScores'>;

/** How the last days, up to and including today, match a signature. */
export function present(learned: Learned, asOf: Day, thresholds: Thresholds): Present {
  const period = current(asOf, learned.row);
  const row = learned.features.map((feature) => feature.isPresentIn(period));
  return { period, ...matching(learned, row, thresholds) };
}

/** How a period with these signs matches a signature. */
export function matching(signature: Signature, row: Row, thresholds: Thresholds): Omit<Present, 'period'> {
  const signs = signature.selected.filter(({ column }) => row[column]);
  const score = scoreOf(row, signature.selected);
  const isEnough = signs.length >= Math.min(2, signature.selected.length);
  return { signs, score, fires: isEnough && isRare(signature, score, thresholds) };
}

/** Keeps false alarms below a limit, judged by the person’s own settled time. */
function isRare({ settled, settledScores }: Signature, score: number, thresholds: Thresholds): boolean {
  const matches = settledScores.filter((one) => one >= score).length;
  const years = settled.reduce((sum, { from, to }) => sum + to - from, 0) / daysOfYear;
  return matches <= thresholds.maxMatching * settled.length && matches <= thresholds.maxMatchingYearly * years;
}
