import { type Silence, silent } from '../silence.ts';
import { permutationTest, type Relabelling } from './permutation-test.ts';
import { type Beta, countsOf, evidenceBy, type Priors, type Row } from './sign-evidence.ts';

/** The signs present before each relapse and in each settled period, sign by sign; oldest first. */
export interface Periods {
  readonly before: readonly Row[];
  readonly settled: readonly Row[];
  /** For each settled period: it lies in the season of a relapse. */
  readonly inSeason: readonly boolean[];
}

/** When signs come before relapses more clearly than by chance. */
export interface TestLimits extends Priors, Relabelling {
  readonly alpha: number;
  readonly alphaSeason: readonly number[];
  readonly seasonMinSettled: number;
  readonly farWeight: number;
}

/** Reasons why signs before relapses may mean nothing. */
export const doubts = ['signs-may-be-chance', 'too-few-periods-of-season', 'signs-of-season'] as const;

/** What the two tests of a person said; a chance that is too great is not computed to its end. */
interface PersonTest {
  /** Summed over all signs. */
  readonly evidence: number;
  /** The chance of as much evidence among all of the person’s periods. */
  readonly chance: number;
  /** The same among periods of the season only; undefined where it was not looked at. */
  readonly chanceInSeason: number | undefined;
  /** Why the signs are no clearer than chance or the season explains; undefined where they are. */
  readonly doubt: Silence<(typeof doubts)[number]> | undefined;
}

/**
 * Tests a person: do signs come before the relapses more clearly than before as many periods chosen at random, and than
 * before periods of the season? `conditions` is the number of the person’s conditions that are tested so.
 */
export function testPerson(periods: Periods, conditions: number, limits: TestLimits): PersonTest {
  const { before, settled, inSeason } = periods;
  const most = limits.alpha / conditions;
  const evidenceOf = evidenceBy(limits, before.length + settled.length);
  const { evidence, chance } = permutationTest(before, settled, () => evidenceOf, limits, most);
  const near = settled.filter((_, i) => inSeason[i]);
  const untested = { evidence, chance, chanceInSeason: undefined };
  if (chance > most) return { ...untested, doubt: silent('signs-may-be-chance', { most }) };
  if (near.length < limits.seasonMinSettled) {
    const because = { periods: near.length, needs: limits.seasonMinSettled };
    return { ...untested, doubt: silent('too-few-periods-of-season', because) };
  }
  const far = settled.filter((_, i) => !inSeason[i]);
  const evidenceInSeason = (column: number) =>
    evidenceBy({ ...limits, settled: updatedBy(far, column, limits) }, before.length + near.length);
  const mostInSeason = seasonLimit(limits.alphaSeason, before.length) / conditions;
  const { chance: chanceInSeason } = permutationTest(before, near, evidenceInSeason, limits, mostInSeason);
  const isOfSeason = chanceInSeason > mostInSeason;
  const doubt = isOfSeason ? silent('signs-of-season', { most: mostInSeason }) : undefined;
  return { evidence, chance, chanceInSeason, doubt };
}

/** Periods outside the season tell how common a sign is, but count less: only the season’s own are compared. */
function updatedBy(far: readonly Row[], column: number, { settled: { a, b }, farWeight }: TestLimits): Beta {
  const { settled: share } = countsOf([], far, column);
  return { a: a + farWeight * share.with, b: b + farWeight * (share.of - share.with) };
}

/** The first is that of two relapses, the last that of all greater numbers. */
function seasonLimit(limits: readonly number[], relapses: number): number {
  return limits[Math.min(relapses - 2, limits.length - 1)] ?? 0;
}
