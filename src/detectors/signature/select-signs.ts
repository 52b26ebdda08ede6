import { permutationTest, type Relabelling } from './permutation-test.ts';
import { type Beta, countsOf, evidenceBy, type Priors, type Row, type Weighed, weigh } from './sign-evidence.ts';

/** The signs present before each relapse and in each settled period, sign by sign; oldest first. */
export interface Periods {
  readonly before: readonly Row[];
  readonly settled: readonly Row[];
  /** For each settled period: it lies in the season of a relapse. */
  readonly inSeason: readonly boolean[];
}

/** When signs come before relapses more clearly than by chance, and which of them are kept. */
export interface SelectionLimits extends Priors, Relabelling {
  readonly alpha: number;
  readonly alphaSeason: readonly number[];
  readonly seasonMinSettled: number;
  readonly farWeight: number;
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

/** What the two tests of a person said; a chance that is too great is not computed to its end. */
interface PersonTest {
  /** Summed over all signs. */
  readonly evidence: number;
  /** The chance of as much evidence among all of the person’s periods. */
  readonly chance: number;
  /** The same among periods of the season only; undefined where it was not looked at. */
  readonly chanceInSeason: number | undefined;
  readonly passed: boolean;
}

/**
 * Tests a person: do signs come before the relapses more clearly than before as many periods chosen at random, and than
 * before periods of the season? `conditions` is the number of the person’s conditions that are tested so.
 */
export function testPerson(periods: Periods, conditions: number, limits: SelectionLimits): PersonTest {
  const { before, settled, inSeason } = periods;
  const most = limits.alpha / conditions;
  const evidenceOf = evidenceBy(limits, before.length + settled.length);
  const { evidence, chance } = permutationTest(before, settled, () => evidenceOf, limits, most);
  const near = settled.filter((_, i) => inSeason[i]);
  if (chance > most || near.length < limits.seasonMinSettled) {
    return { evidence, chance, chanceInSeason: undefined, passed: false };
  }
  const far = settled.filter((_, i) => !inSeason[i]);
  const evidenceInSeason = (column: number) =>
    evidenceBy({ ...limits, settled: updatedBy(far, column, limits) }, before.length + near.length);
  const mostInSeason = seasonLimit(limits.alphaSeason, before.length) / conditions;
  const { chance: chanceInSeason } = permutationTest(before, near, evidenceInSeason, limits, mostInSeason);
  return { evidence, chance, chanceInSeason, passed: chanceInSeason <= mostInSeason };
}

/**
 * The signs of a signature, strongest first: those that are more likely true than before they were counted, were there
 * before enough of the relapses, and do not nearly always come with a stronger one.
 */
export function selectSigns({ before, settled }: Periods, limits: SelectionLimits): readonly SelectedSign[] {
  const candidates = weigh(before, settled, limits)
    .map((one, column): SelectedSign => ({ ...one, column }))
    .filter((one) => isForSign(one, limits))
    .toSorted((a, b) => b.up - a.up);
  return distinct(candidates, settled, limits.duplicatePhi).slice(0, limits.maxSigns);
}

function isForSign({ before, weight, up }: SelectedSign, { minShareBefore, minWeight }: SelectionLimits): boolean {
  return before.with >= Math.max(1, minShareBefore * before.of) && weight >= minWeight && up > 0;
}

/** Periods outside the season tell how common a sign is, but count less: only the season’s own are compared. */
function updatedBy(far: readonly Row[], column: number, { settled: { a, b }, farWeight }: SelectionLimits): Beta {
  const { settled: share } = countsOf([], far, column);
  return { a: a + farWeight * share.with, b: b + farWeight * (share.of - share.with) };
}

/** The first is that of two relapses, the last that of all greater numbers. */
function seasonLimit(limits: readonly number[], relapses: number): number {
  return limits[Math.min(relapses - 2, limits.length - 1)] ?? 0;
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
