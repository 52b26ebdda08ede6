import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { escapeMarkdown } from '#src/cards/markdown.ts';
import { clean } from '#src/cards/names.ts';
import { runs } from '../support/property-runs.ts';

interface Shown {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Shown[];
}

/** Types of the nodes that a GFM reader finds, and the text that it shows. */
function read(markdown: string): { readonly kinds: string[]; readonly text: string } {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const kinds = new Set<string>();
  let text = '';
  const walk = (node: Shown): void => {
    kinds.add(node.type);
    text += node.value ?? '';
    for (const child of node.children ?? []) walk(child);
  };
  walk(tree);
  return { kinds: [...kinds].filter((kind) => kind !== 'root'), text };
}

const joiner = /\u{200c}/gu;

const hostile = [
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![pixel](https://evil.example/x.png)',
  'www.evil.example',
  'WWW.evil.example',
  'https://evil.example/path?a=b',
  '<https://evil.example>',
  'someone@evil.example',
  'mailto:someone@evil.example',
  '**bold** _it_ `code` ~~gone~~ ~x~',
  '# Heading',
  '> quote',
  '- item',
  '+ item',
  '* item',
  '1. item',
  '1) item',
  '| a | b |',
  '[^1] [ ] [x]',
  '&lt;b&gt; &#x41; &copy;',
  'back\\slash \\* \\',
  '---',
  '=== ',
  ':smile:',
  'O’Brien-Smith (Nan) & Sons, Jr. No. 7',
];

describe('C7: text of the record in GitHub Flavored Markdown', () => {
  test.each(hostile)('%s shows as plain text', (raw) => {
    const name = clean(raw);
    for (const around of [name, `x ${name} y`]) {
      const { kinds, text } = read(around.replace(name, () => escapeMarkdown(name)));
      expect(kinds).toEqual(['paragraph', 'text']);
      expect(text.replace(joiner, '')).toBe(around);
    }
  });

  test('nothing is put in that a site which forbids format characters would miss', () => {
    for (const raw of hostile) expect(escapeMarkdown(raw)).not.toMatch(/(?![\u200c\u200d])\p{Cf}/u);
  });

  test('without the escape the same texts are markup', () => {
    const markup = hostile.filter((raw) => read(raw).kinds.join() !== 'paragraph,text' || read(raw).text !== raw);
    expect(markup.length).toBeGreaterThan(20);
  });

  test('no HTML tag is left even for a reader that knows no Markdown', () => {
    for (const raw of hostile) expect(escapeMarkdown(raw)).not.toMatch(/[<>]/);
  });

  test('an ordinary name stays as it is', () => {
    for (const name of ['Dr Patel', 'Mrs O’Brien-Smith', "D'Arcy", 'Nguyễn Văn A', 'St. John']) {
      expect(escapeMarkdown(name)).toBe(name);
    }
  });

  test('any text shows as itself', () => {
    const signs = fc.constantFrom(...'<>&*_`[]()#|~!\\:@-+=.1w/ahtps ');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(signs, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) }),
        (raw) => {
          const text = clean(raw);
          fc.pre(text !== '');
          const seen = read(escapeMarkdown(text));
          expect(seen.kinds).toEqual(['paragraph', 'text']);
          expect(seen.text.replace(joiner, '')).toBe(text.replace(joiner, ''));
        },
      ),
      runs(500),
    );
  });
});
