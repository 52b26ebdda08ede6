import { describe, expect, test } from '@jest/globals';
import { silences } from '../../scripts/evaluate/judge/silence.ts';
import { groups } from '../../scripts/evaluate/lives/groups.ts';
import { curveOf } from '../../scripts/evaluate/report/curve.ts';
import { linesOf } from '../../scripts/evaluate/report/lines.ts';
import { cells } from '../../scripts/evaluate/report/write-up.ts';
import { evaluate } from '../../scripts/evaluate/worker.ts';

const seed = 11;

describe('a small evaluation', () => {
  const outcomes = new Map(
    groups.map(({ name }) => [name, evaluate({ seed, group: name, first: 0, count: 2 })] as const),
  );

  test.each(groups.map(({ name }) => name))('%s: hiding what came later finds what the full way finds', (name) => {
    const all = outcomes.get(name) ?? [];
    expect(all.flatMap(({ disagreements }) => disagreements)).toEqual([]);
    expect(all.every(({ compared }) => compared > 0)).toBe(true);
  });

  test('a life is the same whichever others are made with it', () => {
    const [second] = evaluate({ seed, group: 'ordinary', first: 1, count: 1 });
    expect(second).toEqual(outcomes.get('ordinary')?.[1]);
  });

  test('every line of the table and of the curve has a figure', () => {
    const lines = linesOf(outcomes, seed);
    expect(lines.length).toBeGreaterThan(40);
    for (const line of lines) expect(cells(line)[1]).toMatch(/^\d|^NaN/);
    const rows = curveOf(outcomes);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });
});

describe('between openings', () => {
  test('a code that was shown is silent for 90 days, and no other code is', () => {
    const isDue = silences();
    expect(isDue('gone-quiet', 100)).toBe(true);
    expect(isDue('gone-quiet', 189)).toBe(false);
    expect(isDue('late-presentation', 189)).toBe(true);
    expect(isDue('gone-quiet', 190)).toBe(true);
  });
});
