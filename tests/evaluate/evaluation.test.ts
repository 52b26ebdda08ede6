import { describe, expect, test } from '@jest/globals';
import { oncePer90Days } from '../../scripts/evaluate/judge/once-per-90-days.ts';
import { groupOf } from '../../scripts/evaluate/lives/causes/cause.ts';
import { cases } from '../../scripts/evaluate/lives/causes/index.ts';
import { groups } from '../../scripts/evaluate/lives/groups.ts';
import { allFigures } from '../../scripts/evaluate/report/figures.ts';
import { looserTable } from '../../scripts/evaluate/report/looser-table.ts';
import { cells } from '../../scripts/evaluate/report/tables.ts';
import { evaluate } from '../../scripts/evaluate/worker.ts';

const seed = 11;
/** What a division by nobody, or a group that nobody made, would leave in a cell. */
const noFigure = /NaN|Infinity|undefined|null/;

describe('a small evaluation', () => {
  const outcomes = new Map(
    groups.map(({ name }) => [name, evaluate({ seed, group: name, first: 0, count: 2 })] as const),
  );

  test.each(
    groups.map(({ name }) => name),
  )('%s: hiding what came later finds the same as opening the resources of that day', (name) => {
    const all = outcomes.get(name) ?? [];
    expect(all.flatMap(({ disagreements }) => disagreements)).toEqual([]);
    expect(all.every(({ compared }) => compared > 0)).toBe(true);
  });

  test.each(cases.map((one) => [groupOf(one), one.fires] as const))('%s: shown is %s', (name, fires) => {
    const shown = (outcomes.get(name) ?? []).map(({ cards }) => cards.length > 0);
    expect(shown).toEqual([fires, fires]);
  });

  test.each(['ordinary', 'prodrome-2', 'none-one'])('%s: made with a second seed, too', (group) => {
    const [once, again] = [outcomes.get(group), outcomes.get(`${group}-again`)];
    const [next] = evaluate({ seed: seed + 1, group, first: 0, count: 1 });
    expect(again?.[0]).toEqual(next);
    expect(again?.[0]).not.toEqual(once?.[0]);
  });

  test('a life does not depend on the others made with it', () => {
    const [second] = evaluate({ seed, group: 'ordinary', first: 1, count: 1 });
    expect(second).toEqual(outcomes.get('ordinary')?.[1]);
  });

  test('every row of the tables has a figure, unless no life of this small sample is in it', () => {
    const figures = allFigures(outcomes, seed);
    expect(figures.length).toBeGreaterThan(40);
    const withLives = figures.filter(({ estimate }) => estimate.n > 0);
    expect(figures.length - withLives.length).toBeLessThan(10);
    for (const { label, estimate } of withLives)
      expect([label, Number.isFinite(estimate.value)]).toEqual([label, true]);
    for (const figure of withLives) expect(cells(figure)[1]).toMatch(/^\d/);
    const rows = looserTable((group) => outcomes.get(group) ?? []);
    expect(rows.join()).not.toMatch(noFigure);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });
});

describe('between openings', () => {
  test('a code is shown again only after 90 days, independently of others', () => {
    const isDue = oncePer90Days();
    expect(isDue('gone-quiet', 100)).toBe(true);
    expect(isDue('gone-quiet', 189)).toBe(false);
    expect(isDue('late-presentation', 189)).toBe(true);
    expect(isDue('gone-quiet', 190)).toBe(true);
  });
});
