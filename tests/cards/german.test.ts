import { expect, test } from '@jest/globals';
import { spokenName } from '#src/cards/names.ts';
import { wordsIn } from '#src/cards/words.ts';

const words = wordsIn('de-DE');
const { names, descriptions, ...texts } = words.wording;

test.each([
  ['Dr. med.', 'Dr. Weber'],
  ['Prof. Dr. med.', 'Prof. Dr. Weber'],
  ['Dr.med.', 'Dr. Weber'],
  ['Frau Dr.', 'Frau Dr. Weber'],
  ['Mrs', 'Frau Weber'],
  ['HERR', 'Herr Weber'],
  ['Herr Dr. med.', 'Dr. Weber'],
  ['Freiherr', 'Freiherr Weber'],
])('%s is said as ‘%s’', (prefix, said) => {
  expect(spokenName({ prefix, given: 'Jo', family: 'Weber' }, names)?.long).toBe(said);
});

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);
const messages = textsIn(texts);
const inflected =
  /(?<!\p{L})(?:an|auf|bei|durch|für|gegen|mit|nach|ohne|über|um|von|vor|zu) \{(?:person|by|name|clinician|usual|other|author|named|afterClinician|noteClinician)\}/iu;

test('no name follows a preposition: ‘Herr Weber’ would be ‘Herrn Weber’ there', () => {
  expect('Ein Termin bei {clinician}').toMatch(inflected);
  for (const text of messages) expect(text).not.toMatch(inflected);
});

test('a length of time follows a preposition with the dative: ‘seit 3 Monaten’', () => {
  const lengths = messages.flatMap((text) => [
    ...text.matchAll(/(\S+) (?:etwa |mehr als |weniger als )*\{\w+(?:Span|Range)\}/g),
  ]);
  expect(lengths.length).toBeGreaterThan(10);
  expect([...new Set(lengths.map(([, before]) => before))].sort()).toEqual(['in', 'seit', 'von', 'vor']);
  expect(words.span(1)).toBe('einem Tag');
  expect(words.span(92)).toBe('3 Monaten');
  expect(words.range(90, 150)).toBe('3–5 Monaten');
});
