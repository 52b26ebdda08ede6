import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalized, wordEnd, wordStart } from '#src/fhir/terminology/code-matching.ts';
import { wordIndex } from '#src/fhir/terminology/word-index.ts';
import { runs } from '../../support/property-runs.ts';

const letters = fc.constantFrom('a', 'b', 'é', '1', ' ', '&', '-', '.', '?', '\n');
const anyText = fc.array(letters, { maxLength: 12 }).map((all) => all.join(''));
const anyWord = fc
  .tuple(fc.constantFrom('', '='), anyText, fc.constantFrom('', '-'))
  .map(([whole, text, stem]) => (whole === '' ? text + stem : whole + text))
  .filter((word) => /[\p{L}\p{N}&.?]/u.test(word.replace(/^=|-$/g, '')));

/** The same by its definition, one word at a time: on the text with its marks taken away. */
function has(text: string, word: string): boolean {
  const plain = (one: string) => normalized(one).replaceAll(wordStart, '').replaceAll(wordEnd, '');
  if (word.startsWith('=')) return plain(text) === plain(word.slice(1));
  const isStem = word.endsWith('-');
  const form = plain(isStem ? word.slice(0, -1) : word);
  const escaped = RegExp.escape(form);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}${isStem ? '' : '(?![\\p{L}\\p{N}])'}`, 'u').test(plain(text));
}

test('an index finds each word where its definition does, whatever other words there are', () => {
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 8 }), anyText, (words, text) => {
      const find = wordIndex(words.map((word) => [word, word] as const));
      const found = new Set(find(normalized(text)).map(({ value }) => value));
      expect([...found].sort()).toEqual([...new Set(words)].filter((word) => has(text, word)).sort());
    }),
    runs(2000),
  );
});

test('matches come in the order in which they begin, with where they end', () => {
  const text = normalized('No cough, sore throat');
  const matches = wordIndex([
    ['throat', 1],
    ['sore thr-', 2],
    ['no', 3],
  ])(text);
  expect(matches.map(({ value }) => value)).toEqual([3, 2, 1]);
  for (const { index, end } of matches) expect(end).toBeGreaterThan(index);
});

test('characters that mark words in a text are no marks', () => {
  const find = wordIndex([['cough', 'cough']]);
  for (const text of ['\u0001cough', 'cough\u0001', '\u0002\u0001', 'x\u0001\u0002cough\u0003'])
    expect([text, find(normalized(text)).length]).toEqual([text, text.includes('cough') ? 1 : 0]);
});
