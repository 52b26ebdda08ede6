import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import sharp from 'sharp';
import { cardPicture, scale, threadPicture } from '../../scripts/pictures/pictures.ts';

const readme = fromMarkdown(readFileSync('README.md', 'utf8'));
const { version, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

function within(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(within) : [])];
}

/** The README’s nodes from a heading of the second level to the next one. */
function section(title: string): readonly Nodes[] {
  const from = readme.children.findIndex((node) => node.type === 'heading' && textOf(node) === title);
  const length = readme.children.slice(from + 1).findIndex((node) => node.type === 'heading' && node.depth <= 2);
  return from < 0 ? [] : readme.children.slice(from + 1, length < 0 ? undefined : from + 1 + length);
}

test('the README is for whoever reads cards, runs, integrates and changes it, in this order', () => {
  const titles = readme.children.flatMap((node) => (node.type === 'heading' && node.depth === 2 ? [textOf(node)] : []));
  expect(titles).toEqual([
    'What it says, and to whom',
    'Run it',
    'Integrate it',
    'Change it',
    'Status',
    'Report a fault',
    'Documentation',
  ]);
});

test('the README has one line for each file of docs', () => {
  const items = section('Documentation')
    .flatMap(within)
    .filter((node) => node.type === 'listItem');
  const lines = items.map((item) => {
    const [link] = within(item).filter((node) => node.type === 'link');
    return [link?.url, textOf(item).split('\n').length, textOf(item).length > textOf(link).length + 10];
  });
  const files = globSync('docs/*', { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(15);
  const expected = [...files.map(({ name }) => `docs/${name}`), 'docs/adr'].map((path) => [path, 1, true]);
  expect(lines.toSorted()).toEqual(expected.toSorted());
});

describe('the README', () => {
  test('shows the pictures that its script takes, and each is small enough for a page', async () => {
    const images = within(readme).filter((node) => node.type === 'image');
    expect(images.map(({ url }) => url)).toEqual(
      [cardPicture, threadPicture].map(({ file }) => `docs/pictures/${file}`),
    );
    for (const { alt } of images) expect(alt?.length).toBeGreaterThan(60);
    for (const { file, width, height } of [cardPicture, threadPicture]) {
      const path = join('docs/pictures', file);
      expect([file, await sharp(path).metadata()]).toEqual([
        file,
        expect.objectContaining({ format: 'png', width: width * scale, height: height * scale }),
      ]);
      expect(statSync(path).size).toBeLessThan(150_000);
    }
  });

  test('gives the version of the package', () => {
    expect(
      section('Status')
        .map((node) => textOf(node))
        .join(),
    ).toContain(`Version ${version}`);
  });

  test('keeps three figures, which docs/performance.md gives too', () => {
    const items = section('Status')
      .flatMap(within)
      .filter((node) => node.type === 'listItem');
    const figures = items.flatMap(within).filter((node) => node.type === 'strong');
    expect(figures.length).toBe(3);
    const page = textOf(fromMarkdown(readFileSync('docs/performance.md', 'utf8')));
    expect(figures.map((node) => textOf(node)).filter((figure) => !page.includes(figure))).toEqual([]);
  });
});

test.each([...globSync('*.md'), ...globSync('docs/*.md')])('%s names commands that exist', (page) => {
  const code = within(fromMarkdown(readFileSync(page, 'utf8'))).flatMap((node) =>
    node.type === 'code' || node.type === 'inlineCode' ? [node.value] : [],
  );
  const named = code.flatMap((one) => [...one.matchAll(/\bnpm (?:run )?(?:-s |--silent )?([a-z][\w:-]*)/g)]);
  const unknown = named
    .map(([, name = '']) => name)
    .filter((name) => !['ci', 'version'].includes(name) && !(name in scripts));
  expect(unknown).toEqual([]);
});
