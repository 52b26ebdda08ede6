import { greatest } from '../../history/extremes.ts';
import { median } from '../statistics.ts';

/** How far a measurement must move to be a shift, in addition to its robust z. */
export interface Shift {
  /** Smallest spread to divide a difference by, in the measure’s unit. */
  readonly floor: number;
  /** Clinically important rise, in the measure’s unit. */
  readonly rise: number;
  /** Multiple of the usual value that it must exceed. */
  readonly times: number;
  /** Where not 0, a fall below this share of the person’s best is looked for instead of a rise. */
  readonly ofBest: number;
}

/** A person’s usual value: median, scaled median absolute deviation, and best. */
export interface Usual {
  readonly median: number;
  readonly mad: number;
  readonly best: number;
}

/** The usual value of measurements taken in settled time. */
export function usualOf(values: readonly number[]): Usual {
  const usual = median(values);
  const spread = median(values.map((value) => Math.abs(value - usual)));
  return { median: usual, mad: spread, best: greatest(values) };
}

/** How far a value lies from the usual, in units of its spread; 1.4826 makes the deviation that of a normal distribution. */
export function robustShift(value: number, { median, mad }: Pick<Usual, 'median' | 'mad'>, floor: number): number {
  return (value - median) / Math.max(1.4826 * mad, floor);
}

/** Whether a value is unusual for the person by a clinically important amount. */
export function isShifted(value: number, usual: Usual, shift: Shift, minShift: number): boolean {
  const z = robustShift(value, usual, shift.floor);
  const { rise, times, ofBest } = shift;
  if (ofBest > 0) return -z >= minShift && value < ofBest * usual.best;
  return z >= minShift && value - usual.median >= rise && value > times * usual.median;
}
