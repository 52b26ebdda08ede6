import type { Relapsing, SignName } from '../detectors/signature/conditions.ts';
import { hasRecentSuicidalRisk, whyOutdated } from '../detectors/signature/contraindications.ts';
import type { History } from '../detectors/signature/feature.ts';
import { materialOf, mentionedConditions, signatureOf } from '../detectors/signature/learn.ts';
import { before } from '../detectors/signature/periods.ts';
import { relapsesOf } from '../detectors/signature/relapses.ts';
import type { Thresholds } from '../detectors/signature/settings.ts';
import { isSilent } from '../detectors/silence.ts';
import { type DateRange, type Day, isInRange } from '../history/calendar.ts';
import type { Opening } from '../history/opening.ts';
import { clipped, type Span } from './spans.ts';

/** The relapses of one condition in a period, and what came before them. */
export interface RelapseMarks {
  readonly condition: Relapsing;
  readonly relapses: readonly { readonly day: Day; readonly before: readonly Span[] }[];
  /** Length in days of the time before each in which signs are looked for. */
  readonly windowDays: number;
  /** The person's own early signs, strongest first: before how many relapses, of those in which each could be observed. */
  readonly signs: readonly { readonly sign: SignName; readonly before: number; readonly of: number }[];
}

/** The relapses of every condition of which the record has any, by the rules of the detection of early signs. */
export function relapseMarks(
  history: History,
  opening: Opening,
  period: DateRange,
  thresholds: Thresholds,
): readonly RelapseMarks[] {
  const { asOf } = opening;
  const isRisk = hasRecentSuicidalRisk(history, asOf, thresholds.riskDays);
  return mentionedConditions(history, thresholds).flatMap((condition): RelapseMarks[] => {
    const row = thresholds.conditions[condition];
    const relapses = relapsesOf(history, row, asOf)
      .filter(({ day }) => isInRange(day, period))
      .map((one) => ({ day: one.day, before: spanOf(before(one, row), period) }));
    if (relapses.length === 0) return [];
    const signs = isRisk ? [] : signsOf(history, condition, opening, thresholds);
    return [{ condition, relapses, windowDays: row.windowDays, signs }];
  });
}

/** The signs of a signature that is clearer than chance and not out of date. */
function signsOf(
  history: History,
  condition: Relapsing,
  { asOf, now }: Opening,
  thresholds: Thresholds,
): RelapseMarks['signs'] {
  const material = materialOf(history, thresholds.conditions[condition], asOf, now, thresholds);
  const signature = isSilent(material) ? undefined : signatureOf(material, thresholds);
  if (signature === undefined || whyOutdated(history, signature, asOf, thresholds) !== undefined) return [];
  return signature.signs.map(({ feature, before: early }) => ({
    sign: feature.sign,
    before: early.with,
    of: early.of,
  }));
}

function spanOf({ from, to }: DateRange, period: DateRange): readonly Span[] {
  return clipped({ from, to: to - 1 }, period);
}
