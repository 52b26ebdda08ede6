import fc from 'fast-check';
import { texts } from './odd-texts.ts';

/** Texts made of these parts: a few of them in any order, or one of them very often between two others. */
export function textsOf(parts: readonly string[]): fc.Arbitrary<string> {
  const part = fc.constantFrom(...parts);
  const often = fc.constantFrom(10, 200, 3000);
  return fc.oneof(
    { weight: 5, arbitrary: fc.array(part, { minLength: 1, maxLength: 8 }).map((all) => all.join('')) },
    {
      weight: 2,
      arbitrary: fc.tuple(part, part, often, part).map(([a, b, times, c]) => `${a}${b.repeat(times)}${c}`),
    },
    { weight: 1, arbitrary: fc.constantFrom(...texts) },
  );
}

const scraps = [
  '',
  '\u0000',
  '{',
  ']',
  '"',
  ',',
  ':',
  'NaN',
  '1e999',
  '-',
  '\\ud800',
  '\\x',
  '/*',
  '\u2028',
  '\ufeff',
  '"__proto__":1,',
];

/** A text as it is, or now and then with a part of it left out or something put in where nobody expects it. */
export function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const place = fc.nat(1_000_000);
  const wounded = fc.tuple(texts, place, fc.nat(30), fc.constantFrom(...scraps)).map(([text, where, gone, scrap]) => {
    const from = where % (text.length + 1);
    return text.slice(0, from) + scrap + text.slice(from + gone);
  });
  return fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: wounded });
}
