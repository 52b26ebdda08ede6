import type { DateRange, Day } from '../../history/calendar.ts';
import { type Silence, silent } from '../silence.ts';
import type { Candidate, SignatureSign } from './learn.ts';
import { current } from './periods.ts';
import type { SelectedSign } from './select-signs.ts';
import type { Thresholds } from './settings.ts';
import type { Row } from './sign-evidence.ts';

/** Reasons why a period does not match a signature. */
export const mismatches = ['no-sign-now', 'too-few-signs-now', 'signs-seen-once', 'weak-match'] as const;

/** How a period matches a signature. */
export interface Match<S extends SelectedSign> {
  /** The signs of the signature that are present, strongest first. */
  readonly signs: readonly S[];
  readonly score: number;
  /** Why it does not: too few signs are present, or they are too weak a match; undefined where it does. */
  readonly mismatch: Silence<(typeof mismatches)[number]> | undefined;
}

/** How the last days, up to and including today, match a signature. */
export interface Present extends Match<SignatureSign> {
  readonly period: DateRange;
}

type MatchLimits = Pick<Thresholds, 'minScore' | 'scoreDays'>;

/** How the last days, up to and including today, match a signature. */
export function present({ features, row, signs }: Candidate, asOf: Day, thresholds: Thresholds): Present {
  const period = current(asOf, row);
  const rowNow = features.map((feature) => feature.isPresentIn(period));
  return { period, ...match(signs, rowNow, row.windowDays, thresholds) };
}

/** How a period, `windowDays` long, matches the signs of a signature. */
export function match<S extends SelectedSign>(
  signature: readonly S[],
  row: Row,
  windowDays: number,
  limits: MatchLimits,
): Match<S> {
  const signs = signature.filter(({ column }) => row[column]);
  const score = scoreOf(signature, row);
  return { signs, score, mismatch: mismatchOf(signs, score, signature, leastScore(windowDays, limits)) };
}

function mismatchOf(
  present: readonly SelectedSign[],
  score: number,
  signature: readonly SelectedSign[],
  needed: number,
): Match<SelectedSign>['mismatch'] {
  if (present.length === 0) return silent('no-sign-now', { of: signature.length });
  if (!isEnough(present.length, signature))
    return silent('too-few-signs-now', { signs: present.length, of: signature.length, needs: fewestOf(signature) });
  if (present.every(({ before }) => before.with < 2)) return silent('signs-seen-once', { signs: present.length });
  return score >= needed ? undefined : silent('weak-match', { score, needs: needed });
}

/** In how many periods enough of the signs were present. */
export function countTogether(rows: readonly Row[], signature: readonly SelectedSign[]): number {
  return rows.filter((row) => isEnough(signature.filter(({ column }) => row[column]).length, signature)).length;
}

/** Two signs, or the only one. */
function isEnough(present: number, signature: readonly SelectedSign[]): boolean {
  return present >= fewestOf(signature);
}

function fewestOf(signature: readonly SelectedSign[]): number {
  return Math.min(2, signature.length);
}

/** The sum of the signs’ weights, present or absent; a sign that could not be observed adds none. */
function scoreOf(signature: readonly SelectedSign[], row: Row): number {
  return signature.reduce((sum, { column, up, down }) => {
    const there = row[column];
    return there === undefined ? sum : sum + (there ? up : down);
  }, 0);
}

/** Shorter periods are more of them in a year, so each must match more strongly for as few false cards. */
function leastScore(windowDays: number, { minScore, scoreDays }: MatchLimits): number {
  return minScore + Math.log(scoreDays / Math.min(scoreDays, windowDays));
}
