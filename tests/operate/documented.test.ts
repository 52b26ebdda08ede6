import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createMetrics } from '#src/observability/metrics.ts';

const page = readFileSync('docs/operate.md', 'utf8');
const integrators = readFileSync('docs/integrate.md', 'utf8');

/** Every logged event, by its name in the code: `event: 'one'`, or `event: 'one' | 'other'` in a type. */
const events = new Set(
  globSync(['src/**/*.ts', 'hooks/**/*.ts']).flatMap((file) => {
    const found = readFileSync(file, 'utf8').matchAll(/\bevent: ('[\w-]+'(?: \| '[\w-]+')*)/g);
    return [...found].flatMap(([, names = '']) => names.replaceAll("'", '').split(' | '));
  }),
);

async function metrics(): Promise<readonly string[]> {
  const own = createMetrics();
  own.watchStore(() => ({ waiting: 0, oldestMs: 0, dropped: 0, failing: false, oldestRowMs: 0, sincePurgeMs: 0 }));
  return (await own.registry.getMetricsAsJSON()).map(({ name }) => name);
}

describe('docs/operate.md', () => {
  test('explains every log event', () => {
    expect(events.size).toBeGreaterThan(10);
    expect([...events].filter((event) => !page.includes(`\n| \`${event}\` | `))).toEqual([]);
  });

  test('explains no unknown log event', () => {
    const [, lines = ''] = /\n## Log lines\n([\s\S]*?)\n## /.exec(page) ?? [];
    const explained = [...lines.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, event = '']) => event);
    expect(explained.length).toBeGreaterThan(10);
    expect(explained.filter((event) => !events.has(event))).toEqual([]);
  });

  test('explains every metric to alert on; docs/integrate.md explains the others', async () => {
    const names = await metrics();
    expect(names.length).toBeGreaterThan(10);
    const counted = ['secure_base_findings_total', 'secure_base_cards_total', 'secure_base_feedback_total'];
    const unexplained = names.filter((name) => !page.includes(`\`${name}\``) && !integrators.includes(`\`${name}\``));
    expect(unexplained.toSorted()).toEqual(counted.toSorted());
  });

  test('names no unknown metric, nor does docs/integrate.md', async () => {
    const names = await metrics();
    const named = `${page}${integrators}`.match(/`secure_base_\w+/g)?.map((name) => name.slice(1)) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((name) => !names.includes(name))).toEqual([]);
  });
});
