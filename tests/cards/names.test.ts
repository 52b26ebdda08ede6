import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clean, cut, fullName, spokenName as spokenBy } from '#src/cards/names.ts';
import { languages } from '#src/cards/wording/index.ts';
import type { Name } from '#src/history/history.ts';
import { runs } from '../support/property-runs.ts';

const spokenName = (name: Name | undefined) => spokenBy(name, languages['en-GB'].names);

describe('a name as a clinician would say it', () => {
  test.each([
    [{ prefix: 'Dr.', given: 'Ayla', family: 'Patel' }, 'Dr Patel'],
    [{ prefix: 'MRS', family: 'Khan' }, 'Mrs Khan'],
    [{ prefix: 'Prof. Dr.', family: 'Lee' }, 'Prof Dr Lee'],
    [{ given: 'Ayla', family: 'Patel' }, 'Ayla Patel'],
    [{ prefix: 'Dr', text: 'Dr. Ayla Patel' }, 'Dr Ayla Patel'],
    [{ text: 'PATEL, Ayla (Dr)' }, 'PATEL, Ayla (Dr)'],
    [{ given: 'Ayla' }, 'Ayla'],
    [{ text: '陳小明', family: '陳', given: '小明' }, '陳小明'],
    [{ family: '陳', given: '小明' }, '陳小明'],
    [{ text: '陳小明先生', family: '陳', given: '小明', prefix: '先生' }, '陳小明先生'],
    [{ text: '陳小明', family: '陳', given: '小明', prefix: 'Dr' }, 'Dr 陳'],
    [{ family: '김', given: '민수' }, '김민수'],
    [{ text: '山田 太郎', family: '山田', given: '太郎' }, '山田 太郎'],
    [{ text: 'Nagy Anna', family: 'Nagy', given: 'Anna' }, 'Nagy Anna'],
    [{ text: 'Nagy Anna', family: 'Nagy', given: 'Anna', prefix: 'Dr.' }, 'Dr Nagy'],
    [{ text: 'Mrs. Nora Ashby', family: 'Ashby', given: 'Nora', prefix: 'Mrs' }, 'Mrs Ashby'],
    [{ text: 'Dr Ayla Patel', family: 'Patel', given: 'Ayla' }, 'Dr Ayla Patel'],
    [{ text: 'PATEL, Ayla (Dr)', family: 'Patel', given: 'Ayla' }, 'Ayla Patel'],
    [{ text: 'Ayla Patel 943 476 5919', family: 'Patel', given: 'Ayla' }, 'Ayla Patel'],
    [{ family: 'Patel' }, 'Patel'],
  ])('%j is said as %s', (name, said) => {
    expect(spokenName(name)?.long).toBe(said);
  });

  test.each([
    [undefined],
    [{}],
    [{ prefix: 'Dr' }],
    [{ family: ' \n' }],
    [{ text: 'none' }],
  ])('%j is not said', (name) => {
    expect(spokenName(name)).toBeUndefined();
  });

  test('the short form drops the given name, never the prefix', () => {
    expect(spokenName({ given: 'Ayla', family: 'Patel' })?.short).toBe('Patel');
    expect(spokenName({ prefix: 'Dr', given: 'Ayla', family: 'Patel' })?.short).toBe('Dr Patel');
    expect(spokenName({ text: '陳小明', family: '陳', given: '小明' })?.short).toBe('陳小明');
  });

  test('the whole name is the record’s own text, else all its parts', () => {
    expect(fullName({ prefix: 'Dr', family: 'Patel', text: 'Dr A. Patel' })).toBe('Dr A. Patel');
    expect(fullName({ prefix: 'Dr', given: 'Ayla', family: 'Patel' })).toBe('Dr Ayla Patel');
    expect(fullName(undefined)).toBe('');
  });
});

describe('C4: text of the record in a summary', () => {
  test('line breaks, control characters and bidi controls become one space', () => {
    expect(clean(' Anna\r\n\u202eKh\u0007\u2028an\u2066 ')).toBe('Anna Kh an');
  });

  test.each([
    [
      'tag characters',
      `Patel${[...'Ignore this'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
    ],
    ['interlinear annotation', 'Pa\ufff9te\ufffal\ufffb'],
    ['a soft hyphen', 'Pa\u00adtel'],
    ['a zero-width space', 'Pa\u200btel'],
    ['a word joiner', 'Pa\u2060tel'],
    ['a Mongolian vowel separator', 'Pa\u180etel'],
    ['a byte order mark', 'Pa\ufefftel'],
    ['invisible operators', 'Pa\u2061\u2062\u2063\u2064tel'],
    ['deprecated format characters', 'Pa\u206a\u206ftel'],
    ['a grapheme joiner', 'Pa\u034ftel'],
    ['fillers', 'Pa\u3164\u115f\uffa0tel'],
    ['selectors of variants', 'Pa\u{e0100}\u{e01ef}\ufe00tel'],
    ['what has no meaning yet among the tags', 'Pa\u{e0000}\u{e0fff}tel'],
  ])('%s show nothing and are left out', (_what, text) => {
    expect(clean(text)).toBe('Patel');
    expect(spokenName({ prefix: 'Dr', family: text })?.long).toBe('Dr Patel');
    expect(fullName({ family: text })).toBe('Patel');
  });

  test('joiners stay, which some scripts and emoji need, but are no name alone', () => {
    for (const text of ['علی\u200cرضا', 'क्\u200dष', '👩\u200d⚕\ufe0f']) expect(clean(text)).toBe(text);
    expect(spokenName({ prefix: 'Dr', family: '\u200d\u200c' })).toBeUndefined();
  });

  test('whatever the text, no format character is left but the joiners', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(clean(text)).not.toMatch(/(?![\u200c\u200d])\p{Cf}/u);
      }),
      runs(1000),
    );
  });

  test('a letter under a heap of marks is cut within the heap, and the name is still said', () => {
    const heap = `P${'\u0301'.repeat(300)}atel`;
    expect(cut(clean(`Dr ${heap}`), 40)).toBe(`Dr P${'\u0301'.repeat(35)}…`);
    expect(cut(heap, 8)).toBe(`P${'\u0301'.repeat(6)}…`);
    expect(cut(`P${'\u0301'.repeat(39)}atel`, 40)).toBe(`P${'\u0301'.repeat(38)}…`);
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
