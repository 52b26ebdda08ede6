import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countByClinician, type Indices, indices, namedUpc } from '#src/history/indices.ts';

const names = ['upc', 'coc', 'secon', 'mmci', 'hhi', 'k', 'entropyBits'] as const;

/** The catalogue's table of worked sequences: each letter is a clinician, in visit order. */
const worked: readonly (readonly [string, ...(number | null)[]])[] = [
  ['A', null, null, null, null, 1, null, 0],
  ['AA', 1, 1, 1, 1, 1, 1, 0],
  ['AB', 0.5, 0, 0, 0.0909, 0.5, 0, 1],
  ['AAB', 0.6667, 0.3333, 0.5, 0.5238, 0.5556, 0.5, 0.9183],
  ['ABA', 0.6667, 0.3333, 0, 0.5238, 0.5556, 0.5, 0.9183],
  ['ABC', 0.3333, 0, 0, 0.0476, 0.3333, 0, 1.585],
  ['AABB', 0.5, 0.3333, 0.6667, 0.6774, 0.5, 0.6667, 1],
  ['AAAABCDE', 0.5, 0.2143, 0.4286, 0.4366, 0.3125, 0.4286, 2],
  ['AAAAAABBBC', 0.6, 0.4, 0.7778, 0.7802, 0.46, 0.7778, 1.2955],
  ['ABCDEFGH', 0.125, 0, 0, 0.0141, 0.125, 0, 3],
];

describe('indices of a sequence of visits', () => {
  test.each(worked)('%s', (visits, ...expected) => {
    const found = indices([...visits]);
    for (const [i, name] of names.entries()) expectClose(found[name], expected[i] ?? null, 4);
  });

  test('without visits nothing can be computed', () => {
    expect(indices([])).toEqual(Object.fromEntries(names.map((name) => [name, null])));
  });

  test('the share with a named clinician may be nought, and needs three visits', () => {
    expect(namedUpc([...'ABC'], 'D')).toBe(0);
    expect(namedUpc([...'ABA'], 'A')).toBeCloseTo(2 / 3);
    expect(namedUpc([...'AB'], 'A')).toBeNull();
  });
});

const visits = fc.array(fc.constantFrom(...'ABCDEF'), { minLength: 2, maxLength: 40 });

describe('laws of the indices', () => {
  test('COC is the concentration corrected for the number of visits', () => {
    fc.assert(
      fc.property(visits, (seen) => {
        const { coc, hhi } = indices(seen);
        expectClose(coc, (seen.length * (hhi ?? 0) - 1) / (seen.length - 1), 9);
      }),
    );
  });

  test('COC is never above UPC, and all but entropy lie between 0 and 1', () => {
    fc.assert(
      fc.property(visits, (seen) => {
        const { entropyBits, ...others } = indices(seen);
        expect(others.coc).toBeLessThanOrEqual((others.upc ?? 0) + 1e-12);
        for (const index of Object.values(others)) {
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThanOrEqual(1);
        }
        expect(entropyBits).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('order changes nothing but the sequence index', () => {
    fc.assert(
      fc.property(visits, (seen) => {
        const { secon: _one, ...ordered } = indices(seen);
        const { secon: _other, ...sorted } = indices(seen.toSorted());
        for (const name of names) if (name !== 'secon') expectClose(ordered[name], sorted[name], 9);
      }),
    );
    expect(indices([...'AAB']).secon).not.toBe(indices([...'ABA']).secon);
  });

  test('other names for the same clinicians change nothing at all', () => {
    fc.assert(
      fc.property(visits, (seen) => {
        expect(indices(seen.map((one) => `Practitioner/${one}`))).toEqual(indices(seen));
      }),
    );
  });

  test('one clinician throughout is complete continuity, a new one each time is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (n) => {
        const { entropyBits, ...same } = indices(Array(n).fill('A'));
        for (const index of Object.values(same)) expectClose(index, 1, 9);
        expect(entropyBits).toBe(0);
        const each = indices(Array.from({ length: n }, (_, i) => i));
        expect([each.coc, each.secon, each.k]).toEqual([0, 0, 0]);
        expect(each.mmci).toBeGreaterThan(0);
      }),
    );
  });
});

const file = '../shared/vectors/continuity.json';
const given = existsSync(file);

interface Vectors {
  readonly indices: readonly (Indices & { readonly visits: string })[];
  readonly bjgp2023: {
    readonly listA: readonly string[];
    readonly listB: readonly string[];
    readonly expected: {
      readonly meanUpc: Readonly<Record<'A' | 'B' | 'all', number>>;
      readonly meanCoc: Readonly<Record<'A' | 'B' | 'all', number>>;
      readonly slicc: Readonly<Record<'A' | 'B' | 'all', readonly [number, number]>>;
      readonly opr: Readonly<Record<'A' | 'B' | 'all', readonly [number, number]>>;
    };
  };
}

const readVectors = (): Vectors => JSON.parse(readFileSync(file, 'utf8'));

(given ? describe : describe.skip)(`published vectors${given ? '' : `: skipped, ${file} is not here`}`, () => {
  test('every sequence of visits gives the recomputed indices to six places', () => {
    const { indices: cases } = readVectors();
    expect(cases.length).toBeGreaterThan(20);
    for (const expected of cases) {
      const found = indices([...expected.visits]);
      for (const name of names) {
        if (expected[name] === null) expect(found[name]).toBeNull();
        else expect(Math.abs((found[name] ?? Number.NaN) - expected[name])).toBeLessThanOrEqual(1e-6);
      }
    }
  });

  test('Br J Gen Pract 2023;73:279-282, Table 2: mean UPC and COC, SLICC and OPR of two lists', () => {
    const { bjgp2023 } = readVectors();
    const { expected } = bjgp2023;
    const lists = { A: bjgp2023.listA, B: bjgp2023.listB, all: [...bjgp2023.listA, ...bjgp2023.listB] };
    for (const list of ['A', 'B', 'all'] as const) {
      expect(mean(lists[list].map((one) => indices([...one]).upc))).toBeCloseTo(expected.meanUpc[list], 4);
      expect(mean(lists[list].map((one) => indices([...one]).coc))).toBeCloseTo(expected.meanCoc[list], 4);
    }
    const [a, b] = [withOwn(lists.A, 'A'), withOwn(lists.B, 'B')];
    expect([a, appointments(lists.A)]).toEqual(expected.slicc.A);
    expect([b, appointments(lists.B)]).toEqual(expected.slicc.B);
    expect([a + b, appointments(lists.all)]).toEqual(expected.slicc.all);
    const [byA, byB] = [withOwn(lists.all, 'A'), withOwn(lists.all, 'B')];
    expect([a, byA]).toEqual(expected.opr.A);
    expect([b, byB]).toEqual(expected.opr.B);
    expect([a + b, byA + byB]).toEqual(expected.opr.all);
  });
});

function expectClose(found: number | null, expected: number | null, places: number): void {
  if (expected === null || found === null) expect(found).toBe(expected);
  else expect(found).toBeCloseTo(expected, places);
}

function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function withOwn(list: readonly string[], doctor: string): number {
  return list.reduce((sum, visits) => sum + (countByClinician([...visits]).get(doctor) ?? 0), 0);
}

function appointments(list: readonly string[]): number {
  return list.join('').length;
}
