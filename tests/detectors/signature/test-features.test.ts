import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Learned, scoreOf } from '#src/detectors/signature/learn.ts';
import { robustShift, usualOf } from '#src/detectors/signature/measurement.ts';
import { matching } from '#src/detectors/signature/present.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import { chanceOf, type Row, testFeatures } from '#src/detectors/signature/test-features.ts';

const limits = settings.parse({});
const rows = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row);

describe('the test of signs', () => {
  test('leaves a period in which a sign could not be observed out of both counts', () => {
    const [tested] = testFeatures([[true], [undefined], [true]], [...rows(20, [false]), [undefined]], limits);
    expect(tested).toMatchObject({ x: 2, relapses: 2, c: 0, settled: 20, selected: true });
  });

  test('does not adjust for a sign that was nowhere or never observed', () => {
    const tested = testFeatures(rows(2, [true, false, undefined]), rows(20, [false, false, undefined]), limits);
    expect(tested[0]?.holm).toBe(tested[0]?.p);
    expect(tested.map(({ selected }) => selected)).toEqual([true, false, false]);
  });

  test('keeps two of two against none of 20 among eight signs, but not against one of 20', () => {
    const others = Array.from({ length: 7 }, () => true);
    const before = rows(2, [true, ...others]);
    const calm = rows(19, [false, ...others]);
    expect(testFeatures(before, [...calm, [false, ...others]], limits)[0]?.selected).toBe(true);
    expect(testFeatures(before, [...calm, [true, ...others]], limits)[0]?.selected).toBe(false);
  });

  test('keeps no sign that came before one relapse only, or before less than 60 % of them', () => {
    expect(testFeatures([[true]], rows(40, [false]), limits)[0]).toMatchObject({ selected: false });
    const three = (of: number) => [...rows(3, [true]), ...rows(of - 3, [false])];
    expect(testFeatures(three(5), rows(60, [false]), limits)[0]?.selected).toBe(true);
    expect(testFeatures(three(6), rows(60, [false]), limits)[0]).toMatchObject({ selected: false });
  });

  test('never weighs beyond -1 and 3, and adjusts upwards', () => {
    const periods = (min: number) =>
      fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: min });
    fc.assert(
      fc.property(periods(2), periods(1), (before, calm) => {
        for (const { p, holm, llrPlus, llrMinus } of testFeatures(before, calm, limits)) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(holm).toBeGreaterThanOrEqual(p);
          expect(holm).toBeLessThanOrEqual(1);
          for (const weight of [llrPlus, llrMinus]) expect(Math.abs(weight - 1)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

const file = '../shared/vectors/statistics.json';
const given = existsSync(file);

interface Vectors {
  readonly hypergeometric: { readonly cases: readonly { x: number; nr: number; c: number; nc: number; p: number }[] };
  readonly signature: {
    readonly features: readonly string[];
    readonly relapseWindows: readonly (readonly number[])[];
    readonly settledExposed: Readonly<Record<string, readonly number[]>>;
    readonly settledCount: number;
    readonly expected: readonly Record<string, number | boolean>[];
    readonly current: readonly { present: readonly number[]; score: number; fires: boolean }[];
  };
  readonly robustShift: { settled: number[]; median: number; mad: number; floor: number; x: number; z: number };
}
const readVectors = (): Vectors => JSON.parse(readFileSync(file, 'utf8'));

(given ? describe : describe.skip)(`recomputed vectors${given ? '' : `: skipped, ${file} is not here`}`, () => {
  test('the exact test', () => {
    const { cases } = readVectors().hypergeometric;
    expect(cases.length).toBeGreaterThan(10);
    for (const { x, nr, c, nc, p } of cases) {
      expect(Math.abs(chanceOf({ x, relapses: nr, c, settled: nc }) - p)).toBeLessThanOrEqual(1e-6);
    }
  });

  test('the worked signature', () => {
    const { relapseWindows, settledExposed, settledCount, features, expected } = readVectors().signature;
    const settled = Array.from({ length: settledCount }, (_, i) =>
      features.map((name) => settledExposed[name]?.includes(i) ?? false),
    );
    const tested = testFeatures(
      relapseWindows.map((row) => row.map((one) => one === 1)),
      settled,
      limits,
    );
    expect(tested).toHaveLength(4);
    for (const [i, { kept, ...numbers }] of expected.entries()) {
      expect(tested[i]?.selected).toBe(kept);
      for (const [name, value] of Object.entries(numbers)) {
        const found = { ...tested[i] }[name as 'p'] ?? Number.NaN;
        expect(Math.abs(found - Number(value))).toBeLessThanOrEqual(1e-6);
      }
    }
  });

  test('the worked signature fires on both signs together, and on nothing less', () => {
    const { expected, current, settledCount, settledExposed, features } = readVectors().signature;
    const kept = expected.flatMap((one, column) =>
      one.kept ? [{ column, llrPlus: Number(one.llrPlus), llrMinus: Number(one.llrMinus) }] : [],
    );
    const score = (row: Row) => scoreOf(row, kept);
    const settled = Array.from({ length: settledCount }, (_, i) => ({ from: i * 28, to: i * 28 + 28 }));
    const settledScores = settled.map((_, i) =>
      score(features.map((name) => settledExposed[name]?.includes(i) ?? false)),
    );
    for (const one of current) {
      const row = one.present.map((there) => there === 1);
      const found = matching({ selected: kept as unknown as Learned['selected'], settled, settledScores }, row, limits);
      expect(Math.abs(found.score - one.score)).toBeLessThanOrEqual(1e-4);
      expect(found.fires).toBe(one.fires);
    }
  });

  test('the shift of a measurement', () => {
    const { settled, median, mad, floor, x, z } = readVectors().robustShift;
    expect(usualOf(settled).median).toBeCloseTo(median, 8);
    expect(usualOf(settled).mad).toBeCloseTo(mad, 8);
    expect(robustShift(x, usualOf(settled), floor)).toBeCloseTo(z, 1);
  });
});
