import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Words that made names a riddle: whoever reads `told` or `whole` has to look up what it stands for. */
const inNames = [
  'told',
  'said',
  'saying',
  'heard',
  'hear',
  'kept',
  'bare',
  'unlike',
  'among',
  'untrue',
  'lacking',
  'beside',
  'unfitting',
];

/** Turns of phrase that a native reader has to read twice. */
const inComments = [
  /\btold\b/,
  /\bheard\b/,
  /\blet in\b/,
  /\b(?:is|are|was|were|be|been|what) said\b/,
  /\bso (?:many|much|few|long)\b(?! (?:as|that))/,
  /\bat most so\b/,
  /\bnot any more\b/,
  /\bbeside the point\b/,
];

interface Source {
  readonly names: readonly string[];
  readonly comments: readonly string[];
}

const strings = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/;
const template = /`(?:\\.|[^`\\])*`/;
const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/;
const tokens = new RegExp(`(${strings.source})|(${template.source})|(${comment.source})`, 'g');

/** The identifiers and comments of a source text; identifiers within templates are left out with them. */
function sourceOf(text: string): Source {
  const comments: string[] = [];
  const code = text.replace(tokens, (all, ...groups: (string | undefined)[]) => {
    if (groups[2] !== undefined) comments.push(all.replace(/\s*\n\s*\*?\s*/g, ' '));
    return ' ';
  });
  return { comments, names: [...new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? [])] };
}

/** `isToldApart` is made of is, told, apart. */
function wordsOf(name: string): readonly string[] {
  return name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
}

function riddlesIn(text: string): readonly string[] {
  const { names, comments } = sourceOf(text);
  return [
    ...names.filter((name) => wordsOf(name).some((word) => inNames.includes(word))),
    ...comments.filter((one) => inComments.some((phrase) => phrase.test(one))),
  ];
}

test('names and comments are standard English', () => {
  const files = globSync(['{src,hooks,demo,scripts,docker}/**/*.{ts,js}']);
  expect(files.length).toBeGreaterThan(400);
  const found = files.flatMap((file) => riddlesIn(readFileSync(file, 'utf8')).map((one) => `${file}: ${one}`));
  expect(found).toEqual([]);
});

test('riddles are found in names and comments, and nowhere else', () => {
  expect(riddlesIn("const toldBy = 1;\n/** At most\n * so many calls. */\nlet said = 'whole';")).toEqual([
    'toldBy',
    'said',
    '/** At most so many calls. */',
  ]);
  expect(riddlesIn("const wholesale = 'told'; // nothing to see\nconst told = `x`;")).toEqual(['told']);
});
