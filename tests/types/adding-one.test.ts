import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { languages } from '#src/cards/wording/index.ts';
import { copySource, type SourceCopy } from '../support/copy-of-source.ts';
import { addDummyDetection, codesShownBy, showDummyDetection } from '../support/dummy-detection.ts';

let copy: SourceCopy;
beforeAll(() => {
  copy = copySource();
});
afterAll(() => copy.remove());

test('a detection on existing parts is one file, two entries of lists and three of words in each language', () => {
  addDummyDetection(copy, 'contacts', 'entries.map(({ reference }) => reference)');
  // The compiler names every language that has no words for it.
  const errors = copy.compile();
  for (const language of Object.keys(languages))
    expect(errors).toMatch(new RegExp(`wording/${language}/index\\.ts.*dummy-detection`, 's'));
  showDummyDetection(copy);
  expect(copy.compile()).toBe('');
  expect(codesShownBy(copy)).toContain('dummy-detection');
  expect([...copy.touched]).toEqual([
    ['src/detectors/familiarity/dummy-detection.ts', expect.any(Number)],
    ['src/detectors/index.ts', 2],
    ['hooks/patient-view/service.ts', 1],
    ...Object.keys(languages).flatMap((language): [string, number][] => [
      [`src/cards/wording/${language}/cards.json`, 1],
      [`src/cards/wording/${language}/detections.json`, 1],
      [`src/cards/wording/${language}/silences/shared.json`, 1],
    ]),
  ]);
}, 120_000);
