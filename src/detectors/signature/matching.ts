import type { Opening } from '../../history/opening.ts';
import { isSilent, type Silence, silent } from '../silence.ts';
import type { Relapsing } from './conditions.ts';
import { isFirstPregnancy, outdated, whyOutdated } from './contraindications.ts';
import type { History } from './feature.ts';
import { type Candidate, candidateOf, doubtOf, materialOf, noMaterial } from './learn.ts';
import { doubts } from './person-test.ts';
import { mismatches, type Present, present } from './present.ts';
import type { Thresholds } from './settings.ts';

/** A person's signature of one condition, of which enough signs are recorded again now. */
export interface Matching {
  readonly condition: Relapsing;
  readonly signature: Candidate;
  readonly now: Present;
}

/** Reasons why a condition has no signature that the record matches now. */
export const notMatching = [
  ...noMaterial,
  'no-clear-sign',
  ...outdated,
  'relapse-too-recent',
  'pregnancy-without-relapse',
  ...mismatches,
  ...doubts,
] as const;

/** The signature of one condition, as the record matches it now; or why there is none. */
export function matchingNow(
  history: History,
  condition: Relapsing,
  { asOf, now: instant }: Opening,
  thresholds: Thresholds,
): Matching | Silence<(typeof notMatching)[number]> {
  const material = materialOf(history, thresholds.conditions[condition], asOf, instant, thresholds);
  const candidate = isSilent(material) ? material : candidateOf(material, thresholds);
  if (isSilent(candidate)) return candidate;
  const old = whyOutdated(history, candidate, asOf, thresholds);
  if (old !== undefined) return old;
  const { relapses, row } = candidate;
  const relapseDays = asOf - (relapses.at(-1)?.last ?? asOf);
  if (relapseDays <= row.washoutDays)
    return silent('relapse-too-recent', { relapseDays, washoutDays: row.washoutDays });
  if (isFirstPregnancy(history, relapses, asOf, thresholds.pregnancyDays))
    return silent('pregnancy-without-relapse', { afterDays: thresholds.pregnancyDays });
  const now = present(candidate, asOf, thresholds);
  // Shuffling the periods is the costly part, so it comes last.
  return now.mismatch ?? doubtOf(candidate, thresholds) ?? { condition, signature: candidate, now };
}
