import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { settings } from '#src/config/settings.ts';
import { problems } from '#src/problem.ts';

const page = readFileSync('docs/integrate.md', 'utf8');

/** The rows of the first table below a heading, each as its cells. */
function tableBelow(heading: string): string[][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The anchor by which a heading is linked. */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text.toLowerCase());
  return headings.map((text) => text.replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));
}

describe('docs/integrate.md', () => {
  test('has a row for every error, with its code', () => {
    const rows = tableBelow('Errors').map(([status, code]) => `${status} ${code}`);
    const all = Object.values(problems).map(({ status, issue }) => `${status} \`${issue}\``);
    // An answer to a request that has not arrived in time is the one error that is no problem of ours.
    expect(rows).toEqual([...new Set([...all, '408 `invalid`'])].toSorted());
  });

  test('says of each size what the page that it names says', () => {
    const rows = tableBelow('Sizing');
    expect(rows.length).toBeGreaterThan(5);
    for (const [what, figures = '', from = ''] of rows) {
      const cited = readFileSync(`docs/${/\((\w+\.md)/.exec(from)?.[1]}`, 'utf8');
      const bold = [...figures.matchAll(/\*\*(.+?)\*\*/g)].map(([, figure = '']) => figure);
      expect([what, bold.length > 0, bold.filter((figure) => !cited.includes(figure))]).toEqual([what, true, []]);
    }
  });

  test('names no setting that there is not', () => {
    const named = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name);
    expect(new Set(named).size).toBeGreaterThan(15);
    const others = ['POSTGRES_PASSWORD', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
    const known = [...Object.keys(settings.shape), ...others];
    expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('leads only to headings that there are', () => {
    const links = [...page.matchAll(/\]\(([\w./-]*\.md)?#([\w-]+)\)/g)];
    expect(links.length).toBeGreaterThan(10);
    const broken = links.filter(([, file = 'integrate.md', anchor = '']) => {
      return !anchorsOf(readFileSync(`docs/${file}`, 'utf8')).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('has a signed call of 15 lines, and a recipe for each capability', () => {
    const [, call = ''] = /```js\n\/\/ call\.mjs\n([\s\S]*?)```/.exec(page) ?? [];
    expect(call.trim().split('\n')).toHaveLength(15);
    const recipes = tableBelow('Recipes by what the EHR can do').map((cells) => cells.length);
    expect(recipes.length).toBeGreaterThan(15);
    expect(new Set(recipes)).toEqual(new Set([3]));
  });
});
