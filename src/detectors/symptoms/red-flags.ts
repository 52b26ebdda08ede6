import { type Day, isDated, lastMonths } from '../../history/calendar.ts';
import { greatest } from '../../history/extremes.ts';
import { type Silence, silent } from '../silence.ts';
import type { Thresholds } from './settings.ts';
import { type Entry, type History, isWithin, withAnyGroup } from './symptom-entries.ts';

const groups = ['red-flag', 'alarm-symptom', 'cancer-pathway'];

/** What of the thresholds decides whether there is a red flag. */
export type RedFlagLimits = Pick<Thresholds, 'months' | 'redFlagDays' | 'weightLoss'>;

/** Reasons that are red flags. */
export const redFlags = ['alarm-sign', 'weight-loss'] as const;

/** A symptom that needs investigation whatever else is known, or a loss of weight. */
export function hasRedFlag(history: History, entries: readonly Entry[], asOf: Day, limits: RedFlagLimits): boolean {
  return redFlagOf(history, entries, asOf, limits) !== undefined;
}

/** Which kind of red flag there is, if any. */
export function redFlagOf(
  history: History,
  entries: readonly Entry[],
  asOf: Day,
  limits: RedFlagLimits,
): Silence<(typeof redFlags)[number]> | undefined {
  const { redFlagDays } = limits;
  const flags = withAnyGroup(entries, groups);
  if (flags.some((one) => one.active || isWithin(one, redFlagDays, asOf)))
    return silent('alarm-sign', { withinDays: redFlagDays });
  return weightLossOf(history, asOf, limits);
}

/** The latest weight is below the highest of the look-back by at least `weightLoss`. */
function weightLossOf(
  { observations }: History,
  asOf: Day,
  { months, weightLoss }: RedFlagLimits,
): Silence<'weight-loss'> | undefined {
  const { from } = lastMonths(asOf, months);
  const values = observations
    .filter(isDated)
    .flatMap(({ measure, value, day }) => (measure === 'weight' && day >= from ? (value ?? []) : []));
  const latest = values.at(-1);
  const highest = greatest(values);
  if (latest === undefined || latest > highest * (1 - weightLoss)) return undefined;
  return silent('weight-loss', { share: 1 - latest / highest, below: weightLoss });
}
