import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { robustShift, usualOf } from '#src/detectors/signature/measurement.ts';
import { testPerson } from '#src/detectors/signature/person-test.ts';
import { countTogether, match } from '#src/detectors/signature/present.ts';
import { selectSigns } from '#src/detectors/signature/select-signs.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import { countsOf, type Row, weigh } from '#src/detectors/signature/sign-evidence.ts';

const limits = settings.parse({});
const month = 28;
const rows = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row);
const some = (there: number, of: number): Row[] => Array.from({ length: of }, (_, i) => [i < there]);
/** The signs of each list, period by period. */
const together = (...signs: readonly (readonly Row[])[]): Row[] =>
  (signs[0] ?? []).map((_, i) => signs.flatMap((sign) => sign[i] ?? []));
const periods = (before: readonly Row[], settled: readonly Row[], inSeason = settled.map(() => true)) => ({
  before,
  settled,
  inSeason,
});
const learns = (...of: Parameters<typeof periods>) => testPerson(periods(...of), 1, limits).doubt === undefined;

describe('the evidence of a sign', () => {
  test('leaves a period in which it could not be observed out of both counts', () => {
    expect(countsOf([[true], [undefined], [true]], [...rows(20, [false]), [undefined]], 0)).toEqual({
      before: { with: 2, of: 2 },
      settled: { with: 0, of: 20 },
    });
  });

  test('is none where it could not be observed before any relapse, and against it where it was nowhere', () => {
    const [unobserved, nowhere] = weigh(rows(3, [undefined, false]), rows(20, [true, false]), limits);
    expect(unobserved?.evidence).toBeCloseTo(0, 12);
    expect(nowhere?.evidence).toBeLessThan(0);
  });

  test('grows with each relapse that it came before, and falls with each settled period in which it was there', () => {
    const evidence = (there: number, settled: number) => weigh(some(there, 5), some(settled, 30), limits)[0]?.evidence;
    const upwards = [0, 1, 2, 3, 4, 5].map((there) => evidence(there, 3));
    expect(upwards).toEqual(upwards.toSorted((a, b) => Number(a) - Number(b)));
    const downwards = [0, 2, 4, 8, 15].map((settled) => evidence(4, settled));
    expect(downwards).toEqual(downwards.toSorted((a, b) => Number(b) - Number(a)));
  });

  test('weighs presence up and absence down wherever it was more common before relapses', () => {
    const share = fc
      .integer({ min: 1, max: 10 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(share, share, ([there, of], [calm, all]) => {
        const [one] = weigh(some(there, of), some(calm, all), limits);
        expect(one?.weight).toBeGreaterThanOrEqual(0);
        expect(one?.weight).toBeLessThanOrEqual(1);
        // The shrunk ratios of presence and absence lie on both sides of 1.
        expect(Math.sign(one?.up ?? 0) * Math.sign(one?.down ?? 0)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('a person', () => {
  const clear = rows(3, [true, true, false]);
  const calm = [...rows(22, [false, false, false]), [true, false, false], [false, true, true]] satisfies Row[];

  test('has signs where they come before relapses far more clearly than chance; not where they always come', () => {
    expect(learns(clear, calm)).toBe(true);
    expect(learns(clear, rows(24, [true, true, false]))).toBe(false);
  });

  test('is held to a stricter limit for each further condition', () => {
    const two = rows(2, [true, true]);
    const settled = [...rows(18, [false, false]), [true, false], [false, true]] satisfies Row[];
    const { chance } = testPerson(periods(two, settled), 1, { ...limits, alpha: 1, alphaSeason: [1] });
    expect(chance).toBeGreaterThan(limits.alpha / 5);
    expect(
      [1, 2, 5].map((conditions) => testPerson(periods(two, settled), conditions, limits).doubt === undefined),
    ).toEqual([true, true, false]);
  });

  test('has none where the season explains them, or too few periods of the season are there to tell', () => {
    const inSeason = calm.map((_, i) => i % 3 === 0);
    expect(learns(clear, calm, inSeason)).toBe(true);
    const seasonal = inSeason.map((near): Row => (near ? [true, true, false] : [false, false, false]));
    expect(learns(clear, seasonal, inSeason)).toBe(false);
    expect(
      learns(
        clear,
        calm,
        calm.map((_, i) => i < 3),
      ),
    ).toBe(false);
  });

  test('is judged by a stricter limit of the season after more relapses: 4, 2 and 1.5 %', () => {
    const isLearned = (relapses: number, near: number, withSign: number) => {
      const settled = [...some(0, 40), ...some(withSign, near)];
      return learns(
        some(relapses, relapses),
        settled,
        settled.map((_, i) => i >= 40),
      );
    };
    // 1 in 28 and 1 in 21.
    expect([isLearned(2, 6, 0), isLearned(2, 5, 0)]).toEqual([true, false]);
    // 1 in 56 and 1 in 35.
    expect([isLearned(3, 5, 0), isLearned(3, 4, 0)]).toEqual([true, false]);
    // 1 in 70 and 1 in 42.
    expect([isLearned(4, 4, 0), isLearned(4, 6, 1)]).toEqual([true, false]);
    // 1 in 77 and 1 in 42.
    expect([isLearned(5, 6, 1), isLearned(5, 5, 1)]).toEqual([true, false]);
  });

  test('is judged alike at every opening: the draws are the same, and adding certain periods changes nothing else', () => {
    const many = [...rows(60, [false, false]), ...rows(3, [true, false])];
    const before = [...rows(3, [true, true]), ...rows(2, [false, true])];
    const whole = { ...limits, alpha: 1, alphaSeason: [1] };
    expect(testPerson(periods(before, many), 1, whole)).toEqual(testPerson(periods(before, many), 1, whole));
  });

  const sign = fc.constantFrom(true, false, false, undefined);
  const periodsOf = (signs: number, least: number, most: number) =>
    fc.array(fc.array(sign, { minLength: signs, maxLength: signs }), { minLength: least, maxLength: most });

  test('has the evidence of all signs together, however many signs and relapses there are', () => {
    const someRows = fc
      .integer({ min: 1, max: 9 })
      .chain((signs) => fc.tuple(periodsOf(signs, 2, 12), periodsOf(signs, 4, 40)));
    fc.assert(
      fc.property(someRows, ([before, settled]) => {
        const sum = weigh(before, settled, limits).reduce((all, { evidence }) => all + evidence, 0);
        expect(testPerson(periods(before, settled), 1, limits).evidence).toBeCloseTo(sum, 9);
      }),
    );
  });

  test('has as its chance the share of all choices of periods with as much evidence', () => {
    const whole = { ...limits, alpha: 1, alphaSeason: [1] };
    const evidenceOf = (chosen: readonly Row[], others: readonly Row[]) =>
      weigh(chosen, others, limits).reduce((all, { evidence }) => all + evidence, 0);
    fc.assert(
      fc.property(periodsOf(3, 2, 2), periodsOf(3, 4, 12), (before, settled) => {
        const all = [...before, ...settled];
        const pairs = all.flatMap((_, i) => all.slice(i + 1).map((_, j) => [i, i + 1 + j] as const));
        const observed = evidenceOf(before, settled);
        const asClear = pairs.filter(([i, j]) => {
          const isChosen = (k: number) => k === i || k === j;
          const chosen = all.filter((_, k) => isChosen(k));
          const others = all.filter((_, k) => !isChosen(k));
          return evidenceOf(chosen, others) >= observed - 1e-9;
        });
        const { chance } = testPerson(periods(before, settled), 1, whole);
        expect(chance).toBeCloseTo(asClear.length / pairs.length, 9);
      }),
    );
  });

  test('without any sign has a chance of 1', () => {
    const { chance, doubt } = testPerson(periods(rows(3, [false]), rows(24, [false])), 1, { ...limits, alpha: 1 });
    expect([chance, doubt?.silent]).toEqual([1, 'signs-of-season']);
  });
});

describe('the signs of a signature', () => {
  const columns = (before: readonly Row[], settled: readonly Row[]) =>
    selectSigns(periods(before, settled), limits).map(({ column }) => column);

  test('were there before at least half of the relapses', () => {
    expect(columns(some(2, 4), some(0, 40))).toEqual([0]);
    expect(columns(some(2, 5), some(0, 40))).toEqual([]);
  });

  test('are more likely true than not known of: one of two is, unless it is common', () => {
    expect(columns(some(1, 2), some(0, 20))).toEqual([0]);
    expect(columns(some(1, 2), some(6, 20))).toEqual([]);
  });

  test('are the strongest of those that always come together in settled time, not before relapses', () => {
    const both = together(some(4, 4), some(4, 4));
    expect(columns(both, together(some(3, 30), some(3, 30)))).toEqual([0]);
    expect(columns(both, together(some(3, 30), [...some(0, 27), ...some(3, 3)]))).toEqual([0, 1]);
  });

  test('are at most four, in the order of the row where they are equally strong', () => {
    // Each is there in another settled period.
    const settled = Array.from({ length: 30 }, (_, i): Row => [0, 1, 2, 3, 4].map((sign) => sign === i));
    expect(columns(rows(4, [true, true, true, true, true]), settled)).toEqual([0, 1, 2, 3]);
  });
});

describe('today', () => {
  const settled = Array.from({ length: 30 }, (_, i): Row => [0, 1, 2].map((sign) => sign === i));
  const signature = selectSigns(periods(rows(4, [true, true, true]), settled), limits);
  const fires = (row: Row, days = month) => match(signature, row, days, limits).mismatch === undefined;

  test('matches with at least two signs, and not with one; an absence weighs against it, an unobserved sign does not', () => {
    expect(signature).toHaveLength(3);
    expect([fires([true, true, true]), fires([true, true, undefined]), fires([true, false, false])]).toEqual([
      true,
      true,
      false,
    ]);
    const score = (row: Row) => match(signature, row, month, limits).score;
    expect(score([true, true, false])).toBeLessThan(score([true, true, undefined]));
  });

  test('does not match with signs that each came before one relapse only', () => {
    const [one, two] = [
      periods(
        [
          [true, false],
          [false, true],
        ],
        rows(30, [false, false]),
      ),
      rows(2, [true, true]),
    ];
    const once = selectSigns(one, limits);
    expect(once.map(({ before }) => before.with)).toEqual([1, 1]);
    expect(match(once, [true, true], month, { ...limits, minScore: 0 }).mismatch?.silent).toBe('signs-seen-once');
    const twice = selectSigns(periods(two, rows(30, [false, false])), limits);
    expect(match(twice, [true, true], month, limits).mismatch).toBeUndefined();
  });

  test('needs a stronger match of shorter periods, of which there are more', () => {
    const least = { ...limits, minScore: match(signature, [true, true, true], month, limits).score - 0.5 };
    const matches = [42, 28, 20, 14].map(
      (days) => match(signature, [true, true, true], days, least).mismatch === undefined,
    );
    // ln(28 / 20) is 0.34, ln(28 / 14) 0.69.
    expect(matches).toEqual([true, true, true, false]);
  });

  test('counts a period with enough of the signs, whichever they are', () => {
    const of: Row[] = [
      [true, true, false],
      [false, true, true],
      [true, false, undefined],
      [false, false, false],
    ];
    expect(countTogether(of, signature)).toBe(2);
    expect(countTogether(of, signature.slice(0, 1))).toBe(2);
  });
});

test('the shift of a measurement is in units of the usual spread, at least of the measurement error', () => {
  const weights = [78.1, 78.3, 78.3, 78.5, 78.6];
  expect(usualOf(weights)).toMatchObject({ median: 78.3, best: 78.6 });
  expect(robustShift(80.9, { median: 78.3, mad: 0.2 }, 0.5)).toBeCloseTo(5.2, 1);
});
