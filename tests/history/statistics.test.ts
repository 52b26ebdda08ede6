import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fisherFall, gapProbability } from '#src/detectors/statistics.ts';

const share = (withOne: number, of: number) => ({ with: withOne, of });

describe('Fisher’s exact test of a fall', () => {
  test.each([
    [9, 10, 1, 6, 0.0076],
    [6, 8, 0, 4, 0.0303],
    [8, 12, 2, 6, 0.2014],
    [7, 10, 3, 5, 0.5664],
  ])('%i of %i before, %i of %i now', (k1, n1, k2, n2, p) => {
    expect(fisherFall(share(k1, n1), share(k2, n2))).toBeCloseTo(p, 4);
  });

  test('equals the sum of the exact tables, whatever the counts', () => {
    const counts = fc.tuple(fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15));
    fc.assert(
      fc.property(counts, ([k1, more1, k2, more2]) => {
        fc.pre(k1 + more1 > 0 && k2 + more2 > 0);
        const [n1, n2] = [k1 + more1, k2 + more2];
        const tables = Array.from({ length: k2 + 1 }, (_, x) => choose(n2, x) * choose(n1, k1 + k2 - x));
        const exact = tables.reduce((sum, ways) => sum + ways, 0) / choose(n1 + n2, k1 + k2);
        expect(fisherFall(share(k1, n1), share(k2, n2))).toBeCloseTo(exact, 8);
      }),
    );
  });
});

describe('probability of a gap', () => {
  test.each([
    [3, 180, 0.587],
    [12, 365, 0.0274],
    [36, 180, 0.0039],
  ])('%i contacts in three years, none for %i days', (count, gap, p) => {
    expect(gapProbability(count, 1095, gap)).toBeCloseTo(p, 3);
  });

  test('falls as the gap grows and as contacts were more frequent', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 1000 }), (count, gap) => {
        expect(gapProbability(count, 1095, 0)).toBe(1);
        expect(gapProbability(count, 1095, gap + 1)).toBeLessThan(gapProbability(count, 1095, gap));
        expect(gapProbability(count + 1, 1095, gap)).toBeLessThan(gapProbability(count, 1095, gap));
      }),
    );
  });
});

const file = '../shared/vectors/statistics.json';
const given = existsSync(file);

interface Vectors {
  readonly gap: { readonly cases: readonly { n: number; T: number; g: number; p: number }[] };
  readonly gapThreshold: { readonly cases: readonly { n: number; T: number; p: number; g: number }[] };
  readonly fisherShareDrop: {
    readonly cases: readonly { k1: number; n1: number; k2: number; n2: number; p: number }[];
  };
}

const readVectors = (): Vectors => JSON.parse(readFileSync(file, 'utf8'));

(given ? describe : describe.skip)(`recomputed vectors${given ? '' : `: skipped, ${file} is not here`}`, () => {
  test('a fall of a share', () => {
    const { cases } = readVectors().fisherShareDrop;
    expect(cases.length).toBeGreaterThan(3);
    for (const { k1, n1, k2, n2, p } of cases) expectEqual(fisherFall(share(k1, n1), share(k2, n2)), p);
  });

  test('a gap, and the gap at which a probability is reached', () => {
    const { gap, gapThreshold } = readVectors();
    expect(gap.cases.length).toBeGreaterThan(20);
    for (const { n, T, g, p } of gap.cases) expectEqual(gapProbability(n, T, g), p);
    for (const { n, T, g, p } of gapThreshold.cases) expectEqual(gapProbability(n, T, g), p);
  });
});

function expectEqual(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-6);
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  return Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, factor) => product * factor, 1);
}
