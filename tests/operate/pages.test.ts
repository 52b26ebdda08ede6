import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md')].toSorted();

function parsed(page: string): Nodes {
  return fromMarkdown(readFileSync(page, 'utf8'), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function within(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(within) : [])];
}

const textOf = (node: Nodes) =>
  within(node)
    .map((one) => ('value' in one ? one.value : ''))
    .join('');

/** GitHub's anchor of a heading. */
const anchorOf = (heading: Nodes) =>
  textOf(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Broken links of a page. */
function broken(page: string): readonly string[] {
  const urls = within(parsed(page)).flatMap((node) => (node.type === 'link' ? [node.url] : []));
  return urls.filter((url) => {
    if (/^(https?|mailto):/.test(url)) return false;
    const [path = '', anchor] = url.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    return !within(parsed(target)).some((node) => node.type === 'heading' && anchorOf(node) === anchor);
  });
}

describe('links between pages lead to an existing page and heading', () => {
  test.each(pages)('%s', (page) => {
    expect(broken(page)).toEqual([]);
  });

  test('README names the pages for operators, reviewers and reporters of vulnerabilities', () => {
    const urls = within(parsed('README.md')).flatMap((node) => (node.type === 'link' ? [node.url] : []));
    expect(urls).toEqual(
      expect.arrayContaining(['docs/operate.md', 'docs/security.md', 'SECURITY.md', 'CHANGELOG.md']),
    );
  });
});

test('the changelog follows its format: newest first, with known kinds of change', () => {
  const headings = within(parsed('CHANGELOG.md')).filter((node) => node.type === 'heading');
  const named = (depth: number) => headings.filter((node) => node.depth === depth).map(textOf);
  const [first, ...releases] = named(2);
  expect(first).toBe('[Unreleased]');
  for (const release of releases) expect(release).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  expect(releases[0]).toContain(JSON.parse(readFileSync('package.json', 'utf8')).version);
  const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  expect(named(3).filter((kind) => !kinds.includes(kind))).toEqual([]);
});
