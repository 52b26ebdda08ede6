import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clean, cut, speak, wholeName } from '#src/cards/names.ts';

describe('a name as a clinician would say it', () => {
  test.each([
    [{ prefix: 'Dr.', given: 'Ayla', family: 'Patel' }, 'Dr Patel'],
    [{ prefix: 'MRS', family: 'Khan' }, 'Mrs Khan'],
    [{ prefix: 'Prof. Dr.', family: 'Lee' }, 'Prof Dr Lee'],
    [{ given: 'Ayla', family: 'Patel' }, 'Ayla Patel'],
    [{ prefix: 'Dr', text: 'Dr. Ayla Patel' }, 'Dr Ayla Patel'],
    [{ text: 'PATEL, Ayla (Dr)' }, 'PATEL, Ayla (Dr)'],
    [{ given: 'Ayla' }, 'Ayla'],
    [{ family: 'Patel' }, 'Patel'],
  ])('%j is said as %s', (name, said) => {
    expect(speak(name)?.long).toBe(said);
  });

  test.each([
    [undefined],
    [{}],
    [{ prefix: 'Dr' }],
    [{ family: ' \n' }],
    [{ text: 'none' }],
  ])('%j is not said', (name) => {
    expect(speak(name)).toBeUndefined();
  });

  test('the short form drops the given name, never the prefix', () => {
    expect(speak({ given: 'Ayla', family: 'Patel' })?.short).toBe('Patel');
    expect(speak({ prefix: 'Dr', given: 'Ayla', family: 'Patel' })?.short).toBe('Dr Patel');
  });

  test('the whole name is the record’s own text, else all its parts', () => {
    expect(wholeName({ prefix: 'Dr', family: 'Patel', text: 'Dr A. Patel' })).toBe('Dr A. Patel');
    expect(wholeName({ prefix: 'Dr', given: 'Ayla', family: 'Patel' })).toBe('Dr Ayla Patel');
    expect(wholeName(undefined)).toBe('');
  });
});

describe('C4: text of the record in a summary', () => {
  test('line breaks, control characters and bidi controls become one space', () => {
    expect(clean(' Anna\r\n\u202eKh\u0007\u2028an\u2066 ')).toBe('Anna Kh an');
  });

  test('a name over the limit is cut with an ellipsis, a name at the limit is not', () => {
    expect(cut('a'.repeat(40), 40)).toBe('a'.repeat(40));
    expect(cut('a'.repeat(41), 40)).toBe(`${'a'.repeat(39)}…`);
  });

  test('a grapheme cluster is kept whole or left out', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(cut(`abc${family}def`, 9)).toBe('abc…');
    expect(cut(`abc${family}def`, 11)).toBe(`abc${family}…`);
    expect(cut('e\u0301'.repeat(6), 8)).toBe(`${'e\u0301'.repeat(3)}…`);
  });

  test('whatever the text, what is left is within the limit and made of whole clusters of it', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.integer({ min: 8, max: 40 }), (text, limit) => {
        const left = cut(clean(text), limit);
        expect([...left].length).toBeLessThanOrEqual(limit);
        const clusters = [...segmenter.segment(clean(text))].map(({ segment }) => segment);
        const kept = left.endsWith('…') && left !== clean(text) ? left.slice(0, -1) : left;
        const starts = clusters.map((_, index) => clusters.slice(0, index).join('').trimEnd());
        expect([...starts, clusters.join('')]).toContain(kept);
      }),
    );
  });
});
