import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Periods, testPerson } from '#src/detectors/signature/person-test.ts';
import { countTogether, match } from '#src/detectors/signature/present.ts';
import { selectSigns } from '#src/detectors/signature/select-signs.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import { bayesFactors, type Row, weigh } from '#src/detectors/signature/sign-evidence.ts';

const file = '../shared/vectors/signature.json';
const given = existsSync(file);
const tolerance = 1e-5;
/** The vectors were made with these. */
const limits = settings.parse({ alpha: 0.03, alphaSeason: [0.06, 0.03, 0.02] });
const month = 28;

interface SignVector {
  readonly x: number;
  readonly n: number;
  readonly c: number;
  readonly N: number;
  readonly lnBF: number;
  readonly w: number;
  readonly up: number;
  readonly down: number;
  readonly evidence: number;
}
interface PersonVector {
  readonly name: string;
  readonly before: readonly string[];
  readonly settled: readonly string[];
  readonly nearSeason: string;
  readonly conditionsTested: number;
  readonly today: string;
  readonly T: number;
  readonly x: readonly number[];
  readonly n: readonly number[];
  readonly c: readonly number[];
  readonly N: readonly number[];
  readonly w: readonly number[];
  readonly up: readonly number[];
  readonly down: readonly number[];
  readonly p: number;
  readonly pSeason: number;
  readonly kept: readonly number[];
  readonly learned: boolean;
  readonly there: readonly number[];
  readonly score: number;
  readonly fires: boolean;
  readonly card: {
    readonly before: number;
    readonly relapses: number;
    readonly settled: number;
    readonly settledOf: number;
  };
}
const vectors: { readonly signs: readonly SignVector[]; readonly persons: readonly PersonVector[] } = given
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { signs: [], persons: [] };

const rowOf = (text: string): Row => [...text].map((one) => (one === '.' ? undefined : one === '1'));
const rows = (there: number, of: number): Row[] => Array.from({ length: of }, (_, i) => [i < there]);
const expectNear = (found: readonly (number | undefined)[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance);
  }
};

(given ? describe : describe.skip)(`recomputed vectors${given ? '' : `: skipped, ${file} is not here`}`, () => {
  test('are all here', () => {
    expect([vectors.signs.length, vectors.persons.length]).toEqual([15, 10]);
  });

  test.each(
    vectors.signs.map((one) => [`${one.x} of ${one.n} against ${one.c} of ${one.N}`, one] as const),
  )('a sign: %s', (_, { x, n, c, N, lnBF, w, up, down, evidence }) => {
    const [weighed] = weigh(n > 0 ? rows(x, n) : [[undefined]], rows(c, N), limits);
    const factor = bayesFactors(limits, n + N)({ before: { with: x, of: n }, settled: { with: c, of: N } });
    expectNear([factor], [lnBF]);
    expectNear([weighed?.weight, weighed?.up, weighed?.down, weighed?.evidence], [w, up, down, evidence]);
  });

  test.each(vectors.persons.map((one) => [one.name, one] as const))('a person: %s', (_, one) => {
    const periods: Periods = {
      before: one.before.map(rowOf),
      settled: one.settled.map(rowOf),
      inSeason: [...one.nearSeason].map((near) => near === '1'),
    };
    const weighed = weigh(periods.before, periods.settled, limits);
    expect(weighed.map(({ before, settled }) => [before.with, before.of, settled.with, settled.of])).toEqual(
      one.x.map((x, k) => [x, one.n[k], one.c[k], one.N[k]]),
    );
    for (const name of ['up', 'down'] as const)
      expectNear(
        weighed.map((sign) => sign[name]),
        one[name],
      );
    expectNear(
      weighed.map(({ weight }) => weight),
      one.w,
    );
    // Without limits, both tests are made to their end.
    const { evidence, chance, chanceInSeason } = testPerson(periods, 1, { ...limits, alpha: 1, alphaSeason: [1] });
    expectNear([evidence, chance, chanceInSeason], [one.T, one.p, one.pSeason]);
    const { doubt } = testPerson(periods, one.conditionsTested, limits);
    const signs = selectSigns(periods, limits);
    expect(signs.map(({ column }) => column)).toEqual(one.kept);
    expect(doubt === undefined && signs.length > 0).toBe(one.learned);
    const now = match(signs, rowOf(one.today), month, limits);
    expect(now.signs.map(({ column }) => column)).toEqual(one.there);
    expectNear([now.score], [one.score]);
    expect(doubt === undefined && now.mismatch === undefined).toBe(one.fires);
    expect({
      before: countTogether(periods.before, signs),
      relapses: periods.before.length,
      settled: countTogether(periods.settled, signs),
      settledOf: periods.settled.length,
    }).toEqual(one.card);
  });
});
