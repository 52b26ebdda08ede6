import { type Code, codes } from '../detectors/index.ts';
import type { Remembered } from './quieting.ts';

/** The upper half of the order: codes that are shown even when a clinician's budget is used up. */
export const upperHalf: ReadonlySet<Code> = new Set(codes.slice(0, codes.indexOf('gone-quiet') + 1));
/** Openings in 30 days from which the budget applies. */
export const budgetFromOpenings = 50;

/** Whether a new card of this code fits a clinician's budget of cards in 100 openings (0: no limit). */
export function fitsBudget(code: Code, used: Remembered['budget'], per100: number): boolean {
  if (per100 === 0 || used.openings < budgetFromOpenings || upperHalf.has(code)) return true;
  return used.cards < (used.openings * per100) / 100;
}
