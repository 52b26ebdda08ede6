import { expect, test } from '@jest/globals';
import { versionsIn } from '#src/cards/versions.ts';
import { languages } from '#src/cards/wording/index.ts';
import type { Wording } from '#src/cards/wording/wording.ts';
import { codes, detectors } from '#src/detectors/index.ts';

const words = languages['en-GB'];
const versions = versionsIn(words);
/** Codes whose version is another one in these words. */
const changedBy = (other: Wording) => {
  const others = versionsIn(other);
  return codes.filter((code) => others.get(code) !== versions.get(code));
};

test('each detection has a version, that of its rule first, and no two have the same', () => {
  expect([...versions.keys()]).toEqual(codes);
  for (const { code, version } of detectors)
    expect(versions.get(code)).toMatch(new RegExp(`^${version}\\.[0-9a-f]{8}$`));
  expect(new Set(versions.values()).size).toBe(codes.length);
});

test('other words of a card are another version of its detection alone', () => {
  const act = [...words.findings['first-meeting'].act, 'You might say hello.'];
  const findings = { ...words.findings, 'first-meeting': { ...words.findings['first-meeting'], act } };
  expect(changedBy({ ...words, findings })).toEqual(['first-meeting']);
});

test('other words of its suggestion are too', () => {
  const bereavement = { ...words.suggestions.bereavement, label: 'Call them' };
  expect(changedBy({ ...words, suggestions: { ...words.suggestions, bereavement } })).toEqual(['bereavement']);
});

test('words that all cards share, and a description, are not', () => {
  const descriptions = { ...words.descriptions, bereavement: { ...words.descriptions.bereavement, act: 'Call.' } };
  expect(changedBy({ ...words, descriptions, counted: 'Counted: {number}.' })).toEqual([]);
});
