import { describe, expect, test } from '@jest/globals';
import { wordsIn } from '#src/cards/words.ts';
import { on } from '../../scripts/docs/example-findings.ts';

describe('Welsh', () => {
  const { list, day, date, months } = wordsIn('cy-GB');

  test('and is ‘ac’ before a vowel, and else ‘a’', () => {
    expect(list(['Dr Lee', 'Mr Roy', 'un arall'])).toBe('Dr Lee, Mr Roy ac un arall');
    expect(list(['Dr Lee', 'Mr Roy'])).toBe('Dr Lee a Mr Roy');
    expect(list(['Dr Lee (6)', 'ŵyr'])).toBe('Dr Lee (6) a ŵyr');
    expect(list(['un'])).toBe('un');
  });

  test('a day stands before its month, with a year and without', () => {
    expect(day(on('2026-05-01'), on('2026-06-01'))).toBe('1 Mai');
    expect(day(on('2024-05-01'), on('2026-06-01'))).toBe('1 Mai 2024');
    expect(date(on('2026-05-01'))).toBe('1 Mai 2026');
  });

  test('November is changed by the word before it', () => {
    expect(months([on('2026-08-01'), on('2026-11-01')], on('2026-11-20'))).toBe('Awst a Thachwedd');
    expect(months([on('2026-11-01'), on('2026-12-01')], on('2026-12-20'))).toBe('Tachwedd a Rhagfyr');
  });
});

test('a sentence begins with a capital, also with a name that has none', () => {
  const { say } = wordsIn('nb-NO');
  expect(say('{person} kom.', { person: 'de la Cruz' })).toBe('De la Cruz kom.');
  expect(say('Vi og {person} kom.', { person: 'de la Cruz' })).toBe('Vi og de la Cruz kom.');
});
