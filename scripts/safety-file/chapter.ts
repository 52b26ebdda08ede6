import { basename, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Heading, InlineCode, Link, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { type State, toHast } from 'mdast-util-to-hast';
import { toString as textOf } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';

/** A Markdown document to bind: its path in the project, and its text. */
export interface Source {
  readonly file: string;
  readonly markdown: string;
}

export interface ChapterHeading {
  /** The anchor in the bound file. */
  readonly id: string;
  /** 1 for the title of the document. */
  readonly depth: number;
  readonly text: string;
}

/** A document as a part of the bound file. */
export interface Chapter {
  readonly file: string;
  readonly title: string;
  /** The first is the title. */
  readonly headings: readonly [ChapterHeading, ...ChapterHeading[]];
  readonly html: string;
}

interface Parsed {
  readonly file: string;
  readonly tree: Root;
  /** Each heading under GitHub's anchor of it. */
  readonly anchors: ReadonlyMap<string, Heading>;
}

/**
 * The documents as chapters. A link to another document that is bound becomes one within the file; one to any other file
 * of the project becomes text, with the path of that file.
 * @throws in one line where such a link leads to no heading, or a document has no title.
 */
export function chaptersOf(sources: readonly Source[]): readonly Chapter[] {
  const all = sources.map(parse);
  return all.map((parsed) => {
    const [title, ...others] = [...parsed.anchors].map(([anchor, heading]) => ({
      id: idOf(parsed.file, anchor),
      depth: heading.depth,
      text: textOf(heading),
    }));
    if (title === undefined) throw new Error(`${parsed.file} has no title`);
    return { file: parsed.file, title: title.text, headings: [title, ...others], html: htmlOf(parsed, all) };
  });
}

function parse({ file, markdown }: Source): Parsed {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  markShortCells(tree);
  const slugger = new GithubSlugger();
  const headings = tree.children.filter((node) => node.type === 'heading');
  return { file, tree, anchors: new Map(headings.map((heading) => [slugger.slug(textOf(heading)), heading])) };
}

/** Keeps figures such as `0.4 % – 1.8 %` on one line. */
function markShortCells(tree: Root): void {
  const cells = tree.children
    .filter((node) => node.type === 'table')
    .flatMap(({ children }) => children.flatMap((row) => row.children));
  for (const cell of cells) {
    const isShort = textOf(cell).length <= 22 && cell.children.every(({ type }) => type === 'text');
    if (isShort) cell.data = { hProperties: { className: ['short'] } };
  }
}

/** Two documents may have a heading of the same name. */
function idOf(file: string, anchor: string): string {
  return `${basename(file, '.md')}--${anchor}`;
}

function htmlOf({ file, tree, anchors }: Parsed, all: readonly Parsed[]): string {
  const ids = new Map([...anchors].map(([anchor, heading]) => [heading, idOf(file, anchor)]));
  return toHtml(
    toHast(tree, {
      handlers: {
        heading: (state: State, node: Heading) => element(`h${node.depth}`, { id: ids.get(node) }, state.all(node)),
        inlineCode: (_: State, node: InlineCode) => element('code', {}, breakable(node.value)),
        link: (state: State, node: Link) => linkOf(node, state.all(node), file, all),
      },
    }),
  );
}

function linkOf(
  node: Link,
  children: ElementContent[],
  from: string,
  all: readonly Parsed[],
): ElementContent | ElementContent[] {
  if (/^(https?|mailto):/.test(node.url)) return element('a', { href: node.url }, children);
  const [path = '', anchor] = node.url.split('#');
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  const target = all.find((one) => one.file === file);
  if (target === undefined) {
    return textOf(node).includes(basename(file)) ? children : [...children, { type: 'text', value: ` (${file})` }];
  }
  const found = anchor ?? target.anchors.keys().next().value ?? '';
  if (!target.anchors.has(found)) throw new Error(`${from}: the link ${node.url} leads to no heading`);
  return element('a', { href: `#${idOf(file, found)}` }, children);
}

/** A path may be broken after each slash: as one word it would widen the column of a table beyond the sheet. */
function breakable(code: string): ElementContent[] {
  return code
    .split(/(?<=\/)/)
    .flatMap((part, n) => [...(n > 0 ? [element('wbr', {}, [])] : []), { type: 'text' as const, value: part }]);
}

function element(
  tagName: string,
  properties: Readonly<Record<string, string | undefined>>,
  children: ElementContent[],
) {
  return { type: 'element' as const, tagName, properties: { ...properties }, children };
}
