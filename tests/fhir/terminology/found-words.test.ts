import { expect, test } from '@jest/globals';
import { loadCodeSets } from '#src/fhir/terminology/code-sets.ts';
import { rememberFoundWords } from '#src/fhir/terminology/found-words.ts';

const pattern = /cough/;

test('what was found in a text is found again for the same text, and for no other', () => {
  const foundIn = rememberFoundWords();
  foundIn('Cough for three weeks').words.set(pattern, true);
  expect(foundIn('Cough for three weeks').words.get(pattern)).toBe(true);
  expect(foundIn('Cough for four weeks').words.get(pattern)).toBeUndefined();
  expect(foundIn('Cough for three weeks').stated.get(pattern)).toBeUndefined();
});

test('one record learns nothing of another: a denial stays one, whatever came before', () => {
  const sets = loadCodeSets();
  const groupsOf = (text: string) => sets.forRecord(() => {}).setsOf({ text }, ['symptom-headache', 'symptom-other']);
  const [stated, denied] = [groupsOf('headache'), groupsOf('no headache')];
  expect(stated).toContain('symptom-headache');
  expect(denied).not.toContain('symptom-headache');
  for (let n = 0; n < 3; n += 1) expect([groupsOf('headache'), groupsOf('no headache')]).toEqual([stated, denied]);
});

test('only the last few thousand texts are remembered', () => {
  const foundIn = rememberFoundWords();
  foundIn('the first').words.set(pattern, false);
  for (let n = 0; n < 5000; n += 1) foundIn(`text ${n}`);
  expect(foundIn('the first').words.size).toBe(0);
});
