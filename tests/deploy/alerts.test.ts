import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { faultsOf, readQuery } from './promql.ts';
import { knownSeries, onlyGrows } from './series.ts';

const Rules = z.strictObject({
  groups: z.tuple([
    z.strictObject({
      name: z.literal('secure-base'),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^SecureBase[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[sm]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string().min(10), runbook_url: z.string() }),
        }),
      ),
    }),
  ]),
});

const source = readFileSync('docker/helm/secure-base/files/alerts.yaml', 'utf8');
const [{ rules }] = Rules.parse(parse(source)).groups;
const page = readFileSync('docs/operate.md', 'utf8');
const known = knownSeries();

test('the plain file is that of the chart', () => {
  expect(readFileSync('docker/prometheus/alerts.yaml', 'utf8')).toBe(source);
});

test('each alert has one line in docs/operate.md, and each line its alert', () => {
  const explained = [...page.matchAll(/^\| <a id="(\w+)"><\/a>\*\*(\w+)\*\*: /gm)].map(([, id, alert]) => [alert, id]);
  expect(explained).toEqual(rules.map(({ alert }) => [alert, alert.toLowerCase()]));
  expect(rules.length).toBeGreaterThan(20);
});

describe.each(rules.map((rule) => [rule.alert, rule] as const))('%s', (alert, rule) => {
  test('reads series and labels that exist', () => {
    expect(faultsOf(rule.expr, known)).toEqual([]);
  });

  test('clears by itself: what only grows is read over a time', () => {
    const read = readQuery(rule.expr).selectors.filter(({ series, overTime }) => {
      const one = known.get(series);
      return !overTime && one !== undefined && onlyGrows(series, one);
    });
    expect(read).toEqual([]);
  });

  test('compares, so that it does not always fire', () => {
    expect(rule.expr).toMatch(/[<>]|==|^absent\(/);
  });

  test('links to its line, and its summary uses labels that it has', () => {
    expect(rule.annotations.runbook_url).toBe(`docs/operate.md#${alert.toLowerCase()}`);
    const { grouping, selectors } = readQuery(rule.expr);
    const own = /\bsum\b/.test(rule.expr)
      ? grouping
      : selectors.flatMap(({ series }) => known.get(series)?.labels ?? []);
    const used = [...rule.annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    expect(used.filter((label) => !own.includes(label))).toEqual([]);
  });
});

test('one event is enough only where a counter that has just begun is noticed', () => {
  const once = rules.filter(({ expr }) => /increase\(\w+(?:\{[^}]*\})?\[\w+\]\)\)? > 0/.test(expr));
  const unnoticed = once.filter(({ expr }) => {
    // A counter without labels of its own is 0 from the start.
    const labelled = readQuery(expr).selectors.some(({ series }) => (known.get(series)?.labels.length ?? 0) > 2);
    return labelled && !expr.includes('unless');
  });
  expect(once.length).toBeGreaterThan(3);
  expect(unnoticed.map(({ alert }) => alert)).toEqual([]);
});

test('routes and reasons in the expressions are those of the service', () => {
  const matchers = [...source.matchAll(/(route|reason|status)(=~?)"([^"]+)"/g)];
  const routes = Object.keys(JSON.parse(readFileSync('docs/openapi.json', 'utf8')).paths);
  const reasons = [...readFileSync('src/fhir/record/record.ts', 'utf8').matchAll(/count\(\w+, '([\w-]+)'\)/g)].map(
    ([, one = '']) => one,
  );
  for (const [, label, , value = ''] of matchers) {
    const whole = new RegExp(`^(?:${value})$`);
    if (label === 'route') expect([value, routes.some((route) => whole.test(route))]).toEqual([value, true]);
    if (label === 'reason') expect(reasons).toContain(value);
    if (label === 'status') expect(value).toMatch(/^(?:429|500|503)$/);
  }
  expect(matchers.length).toBeGreaterThan(8);
});
