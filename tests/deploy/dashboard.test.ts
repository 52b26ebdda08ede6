import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { faultsOf, readQuery } from './promql.ts';
import { knownSeries } from './series.ts';

const Target = z.object({ expr: z.string(), legendFormat: z.string(), refId: z.string() });
const Panel = z.object({
  id: z.number(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  description: z.string().optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  datasource: z.object({ uid: z.string() }).optional(),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string() }) }).optional(),
  targets: z.array(Target).default([]),
});
const Dashboard = z.object({
  title: z.literal('Secure Base'),
  panels: z.array(Panel),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), query: z.union([z.string(), z.object({ query: z.string() })]) })),
  }),
});

const { panels, templating } = Dashboard.parse(JSON.parse(readFileSync('docker/grafana/secure-base.json', 'utf8')));
const drawn = panels.filter(({ type }) => type !== 'row');
const known = knownSeries();
const page = readFileSync('docs/operate.md', 'utf8');

test('has the rows that operators ask for', () => {
  const rows = [
    'Now',
    'Calls and their latency',
    'Cards and answers',
    'Records',
    'Store',
    'Process',
    'Sites that are counted',
  ];
  expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual(rows);
  expect(drawn.length).toBeGreaterThan(25);
});

describe.each(drawn.map((panel) => [panel.title, panel] as const))('%s', (_, panel) => {
  test('reads series and labels that exist', () => {
    expect(panel.targets.length).toBeGreaterThan(0);
    expect(panel.targets.flatMap(({ expr }) => faultsOf(expr, known))).toEqual([]);
  });

  test('is about the chosen replicas of the chosen Prometheus', () => {
    expect(panel.datasource?.uid).toBe('$' + '{datasource}');
    for (const { expr } of panel.targets)
      for (const { labels } of readQuery(expr).selectors)
        expect(labels).toEqual(expect.arrayContaining(['job', 'instance']));
  });

  test('names its lines by labels that they have', () => {
    for (const { expr, legendFormat } of panel.targets) {
      const { selectors, grouping } = readQuery(expr);
      const isAggregated = /\b(?:sum|max|count)\b/.test(expr);
      const own = isAggregated ? grouping : selectors.flatMap(({ series }) => known.get(series)?.labels ?? []);
      const used = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      expect(used.filter((label) => !own.includes(label))).toEqual([]);
      expect(legendFormat).not.toBe('');
    }
  });

  test('says what it shows, in which unit, and names only alerts that exist', () => {
    expect(panel.description).toMatch(/\w{3,}/);
    expect(panel.fieldConfig?.defaults.unit).toMatch(/^(?:none|short|s|bytes|reqps|percentunit)$/);
    for (const [alert] of panel.description?.matchAll(/SecureBase\w+/g) ?? [])
      expect([alert, page.includes(`**${alert}**`)]).toEqual([alert, true]);
  });
});

test('shows every series of ours', () => {
  const read = new Set(
    drawn
      .flatMap(({ targets }) => targets.flatMap(({ expr }) => readQuery(expr).selectors))
      .map(({ series }) => series.replace(/_(?:bucket|sum|count)$/, '')),
  );
  const ours = [...known.keys()].filter((name) => name.startsWith('secure_base_'));
  expect(ours.filter((name) => !read.has(name.replace(/_(?:bucket|sum|count)$/, '')))).toEqual([]);
});

test('its variables are of series that exist', () => {
  expect(templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
  const queries = templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query]));
  expect(queries).toHaveLength(2);
  for (const query of queries) {
    const [, expression = '', label = ''] = /label_values\((.*), (\w+)\)/.exec(query) ?? [];
    expect(faultsOf(`sum by (${label}) (${expression})`, known)).toEqual([]);
  }
});

test('no panel covers another, and each has an id of its own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
});
