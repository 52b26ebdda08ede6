import type { Periods } from './person-test.ts';
import { type Priors, type Row, type Weighed, weigh } from './sign-evidence.ts';

/** Which signs are those of a signature. */
export interface SelectionLimits extends Priors {
  readonly minWeight: number;
  readonly minShareBefore: number;
  readonly duplicatePhi: number;
  readonly maxSigns: number;
}

/** A sign of the signature. */
export interface SelectedSign extends Weighed {
  /** Its index in the rows. */
  readonly column: number;
}

/**
 * The signs of a signature, strongest first: those that are more likely true than before they were counted, were there
 * before enough of the relapses, and do not nearly always come with a stronger one.
 */
export function selectSigns(
  { before, settled }: Pick<Periods, 'before' | 'settled'>,
  limits: SelectionLimits,
): readonly SelectedSign[] {
  const candidates = weigh(before, settled, limits)
    .map((one, column): SelectedSign => ({ ...one, column }))
    .filter((one) => isForSign(one, limits))
    .toSorted((a, b) => b.up - a.up);
  return distinct(candidates, settled, limits.duplicatePhi).slice(0, limits.maxSigns);
}

function isForSign({ before, weight, up }: SelectedSign, { minShareBefore, minWeight }: SelectionLimits): boolean {
  return before.with >= Math.max(1, minShareBefore * before.of) && weight >= minWeight && up > 0;
}

/** The strongest of each group of signs that nearly always come together. */
function distinct(
  strong: readonly SelectedSign[],
  rows: readonly Row[],
  duplicatePhi: number,
): readonly SelectedSign[] {
  const chosen: SelectedSign[] = [];
  for (const one of strong) {
    if (chosen.every((other) => phi(rows, one.column, other.column) < duplicatePhi)) chosen.push(one);
  }
  return chosen;
}

/** The phi coefficient of two signs over the periods in which both could be observed. */
function phi(rows: readonly Row[], one: number, other: number): number {
  let [n, both, ofOne, ofOther] = [0, 0, 0, 0];
  for (const row of rows) {
    const [a, b] = [row[one], row[other]];
    if (a === undefined || b === undefined) continue;
    n += 1;
    if (a) ofOne += 1;
    if (b) ofOther += 1;
    if (a && b) both += 1;
  }
  const spread = Math.sqrt(ofOne * (n - ofOne) * ofOther * (n - ofOther));
  return spread === 0 ? 0 : (n * both - ofOne * ofOther) / spread;
}
