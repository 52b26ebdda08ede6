import { describe, expect, test } from '@jest/globals';
import { detectors } from '#src/detectors/index.ts';
import { neededFor } from '#src/detectors/run.ts';

describe('the catalogue', () => {
  test('has each detection once, in the order of the marks but for those that rest on others', () => {
    const marks = detectors.map(({ about }) => about.mark);
    expect(new Set(marks).size).toBe(marks.length);
    const free = detectors.filter(({ restsOn }) => restsOn === undefined).map(({ about }) => about.mark);
    expect(free).toEqual(free.toSorted());
    expect(new Set(detectors.map(({ code }) => code)).size).toBe(detectors.length);
  });

  test('what looks back reads since when the person has been here', () => {
    const without = detectors.filter(
      ({ lookBackMonths, needs, uses }) =>
        lookBackMonths > 0 && needs.length > 0 && ![...needs, ...uses].includes('registration'),
    );
    expect(without.map(({ code }) => code)).toEqual([]);
  });

  test('no detection rests on itself or on a later one', () => {
    for (const [i, { code, restsOn = [] }] of detectors.entries()) {
      const before = detectors.slice(0, i).map((one) => one.code);
      expect([code, restsOn.filter((one) => !before.includes(one))]).toEqual([code, []]);
    }
  });

  test('those needed for one come with all that it rests on', () => {
    for (const { code, restsOn = [] } of detectors) {
      const needed = neededFor([code], detectors).map((one) => one.code);
      expect(needed).toEqual(expect.arrayContaining([code, ...restsOn]));
    }
  });
});
